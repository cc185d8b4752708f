"""What members report of their councils, and pledges."""

import datetime as dt
import uuid

from network.models import Pledge, PledgeSignature, Policy, PolicyAction
from tests.factories import NOON, TODAY, JurisdictionFactory, PersonFactory

BEFORE = NOON - dt.timedelta(days=1)


def a_policy(name="Licensing"):
    return Policy.objects.create(public_id=uuid.uuid4(), name=name)


def an_action(**fields):
    values = {"did": "passed", "on": TODAY, "reported_at": NOON} | fields
    values.setdefault("policy", None)
    return PolicyAction.objects.create(
        **values
        | {
            "policy": values["policy"] or a_policy(),
            "person": fields.get("person") or PersonFactory(),
            "jurisdiction": fields.get("jurisdiction") or JurisdictionFactory(),
        }
    )


def two_words_of_one_vote():
    first = an_action()
    an_action(policy=first.policy, person=first.person, jurisdiction=first.jurisdiction)


def a_pledge(**fields):
    values = {"slug": "porch", "title": "Porch", "text": "I will.", "opens_on": TODAY}
    return Pledge.objects.create(**values | fields)


def a_signature(pledge=None, person=None, **fields):
    return PledgeSignature.objects.create(
        pledge=pledge or a_pledge(),
        person=person or PersonFactory(),
        jurisdiction=JurisdictionFactory(),
        version=1,
        signed_at=NOON,
        **fields,
    )


def signed_twice():
    first = a_signature()
    a_signature(first.pledge, first.person)


BREAKS = {
    "policy_has_a_name": lambda: a_policy(""),
    "policy_action_once": two_words_of_one_vote,
    "policy_action_decided_has_a_time": lambda: an_action(state="confirmed"),
    "policy_action_declined_with_a_reason": lambda: an_action(state="declined", decided_at=NOON),
    "policy_action_link_is_secure": lambda: an_action(link="http://example.org"),
    "pledge_closes_after_it_opens": lambda: a_pledge(closes_on=TODAY - dt.timedelta(days=1)),
    "pledge_says_something": lambda: a_pledge(text=""),
    "pledge_signed_once": signed_twice,
    "pledge_signature_taken_back_after_signing": lambda: a_signature(withdrawn_at=BEFORE),
}
