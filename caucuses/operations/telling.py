"""Letters to everybody in a caucus, written by a worker so that whoever leads does not wait."""

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from caucuses import access, mail
from caucuses.models import Caucus
from network.models import Person

#: So many letters are queued in one transaction.
BATCH = 50


def tell(*, caucus, letter, about, by) -> None:
    """Have a letter of `mail.tell_all` written to each but whoever did it.

    `about` is a meeting or a series, each of whose changes has a number of its own.
    """
    post_all.enqueue(
        caucus.pk, letter, f"{about.public_id} {about.sequence}", by.pk if by else None
    )


@task(backend="jobs", queue_name="mail")
def post_all(caucus_id: int, letter: str, about: str, user_id: int | None) -> None:
    """Write to those in the caucus now. Done again, whoever has the letter gets no second one."""
    caucus = Caucus.objects.select_related("group").get(pk=caucus_id)
    inside = access.people(caucus, on=timezone.localdate()).order_by("pk")
    keys = list(inside.exclude(user_id=user_id).values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        batch = Person.objects.filter(pk__in=keys[start : start + BATCH]).order_by("pk")
        with transaction.atomic():
            mail.tell_all(letter, about, people=batch)
