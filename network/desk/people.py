"""A person's record."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from network.desk import duplicates
from network.desk.asking import ask, person_of, sent, typed
from network.desk.gate import staff_only
from network.forms.interactions import TimelineForm
from network.forms.people import AddPersonForm, ConsentForm, NamesForm
from network.models import Consent, Membership, Person
from network.models.profiles import Language, Topic
from network.operations import consents, memberships, people, profiles
from network.registries import person_panels, timeline
from network.reports import history, next_actions
from network.reports import people as roster
from network.reports import person as record
from network.reports import timeline as tell


@require_safe
@staff_only
def show(request, public_id):
    """The record; that of somebody merged is where it went."""
    visible = Person.objects.visible_to(request.user)
    person = visible.filter(public_id=public_id).select_related("user").first()
    if person is None:
        return redirect(get_object_or_404(visible.survivor_of(public_id)))
    context = _record_of(person, request.user, TimelineForm(request.GET).wanted())
    return render(request, "desk/people/person.html", context)


def _record_of(person, user, wanted):
    now = timezone.now()
    today = timezone.localdate(now)
    theirs = Membership.objects.visible_to(user, seen=[person.pk])

    def may_end(group, role):
        return memberships.may_end(user, group=group, role=role)

    return {
        "person": person,
        "standing": roster.STANDINGS[
            Person.objects.visible_to(user, seen=[person.pk]).standing(on=today).get().standing
        ],
        "terms": record.timeline(person, on=today),
        "belongings": record.belongings(theirs, on=today, may_end=may_end),
        "contacts": record.by_use(record.contacts(person)),
        "answers": record.answers(person),
        "speaks": list(person.speaks.all()),
        "interests": list(person.interests.all()),
        "steps": next_actions.of(person, user, on=today),
        "timeline": tell.choose(timeline.of(person, viewer=user, at=now), **wanted),
        "history": history.of(person, user),
        "why": record.why(person, user, theirs, on=today),
        "panels": person_panels.render_list(person, viewer=user, at=now),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add(request):
    form = AddPersonForm(
        sent(request), user=request.user, url=request.path, initial=typed(request, "place")
    )

    near = duplicates.near(request, form)

    def create():
        duplicates.refuse_unless_sure(request, near)
        values = form.cleaned_data
        return people.create(
            given=values["given"],
            family=values["family"],
            email=values["email"],
            chapter=values["chapter"],
            term=form.term(),
            by=request.user,
            at=timezone.now(),
        )

    return ask(
        request,
        form,
        create,
        title="Add a person",
        button="Add them all the same" if near["warned"] else "Add them",
        said="Added to the roster.",
        back="",
        **near,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def edit(request, public_id):
    """Names and profile, on top of what the editor saw; whoever was faster is named."""
    person = person_of(request, public_id)
    there = record.profile(person)
    form = NamesForm(sent(request), initial={**there, "version": person.version})

    def change():
        return profiles.save(person=person, by=request.user, at=timezone.now(), **form.cleaned_data)

    is_stale = form.is_bound and form.is_valid() and form.cleaned_data["version"] != person.version
    return ask(
        request,
        form,
        change,
        title=f"Names of {person}",
        button="Save",
        said="Saved.",
        back=person.get_absolute_url(),
        theirs=_in_words(there) if is_stale else None,
    )


def _in_words(profile) -> dict[str, str]:
    words = {"languages": Language, "topics": Topic}
    return {
        str(NamesForm.base_fields[name].label): (
            ", ".join(words[name](key).label for key in value) if name in words else value
        )
        for name, value in profile.items()
    }


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def consent(request, public_id):
    """An answer the person gave to staff, recorded as such."""
    person = person_of(request, public_id)
    form = ConsentForm(sent(request))

    def answer():
        return consents.answer(
            person=person,
            purpose=form.cleaned_data["purpose"],
            given=form.cleaned_data["given"] == "yes",
            how=Consent.How.STAFF,
            by=request.user,
            at=timezone.now(),
        )

    return ask(
        request,
        form,
        answer,
        title=f"What {person} agreed to",
        button="Record it",
        said="Recorded, with your name.",
        back=person.get_absolute_url(),
        lede="Record only what they told you themselves. They can change it on their own page.",
    )


for _key, _source in (
    ("terms", tell.terms),
    ("memberships", tell.memberships),
    ("letters", tell.letters),
    ("interactions", tell.interactions),
    ("applications", tell.applications),
):
    timeline.add(_key, _source)
