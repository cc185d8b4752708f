"""What waits, how the roster grows, and for whom one is looking."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.desk.gate import staff_only
from network.models import Application, Group, Person, Term
from network.models.offices import TermState
from network.registries import Wait, desk_waits
from network.reports import growth, history
from network.roles import GroupKind


@require_safe
@staff_only
def front(request):
    user, today = request.user, timezone.localdate()
    waits = desk_waits.of(user, on=today)
    chapters = Group.objects.open().editable_by(user).filter(kind=GroupKind.CHAPTER)
    return render(
        request,
        "desk/front.html",
        {
            "waiting": [wait for wait in waits if wait.count],
            "quiet": [wait for wait in waits if not wait.count],
            "chapters": [] if user.rights.everyone else chapters.order_by("name"),
            "numbers": growth.standings(user, on=today),
            "growth": growth.picture(user, on=today),
            "recent": history.latest(user),
        },
    )


def _applications(user, on):
    return Application.objects.editable_by(user).waiting().count()


def _unconfirmed(user, on):
    unconfirmed = Term.objects.state(on=on).filter(state=TermState.UNCONFIRMED)
    people = Person.objects.visible_to(user)
    return people.filter(pk__in=unconfirmed.values("person")).count()


desk_waits.add(
    Wait(
        "applications",
        order=10,
        count=_applications,
        one="application",
        many="applications",
        href=lambda: reverse("desk:applications"),
        why="Somebody wants to join and waits for your answer.",
        none="Nobody waits for an answer.",
    )
)
desk_waits.add(
    Wait(
        "unconfirmed",
        order=20,
        count=_unconfirmed,
        one="person to confirm",
        many="people to confirm",
        href=lambda: f"{reverse('desk:people')}?term=unconfirmed",
        why="Their scheduled end has passed and nobody said whether they still serve.",
        none="Every term has been confirmed or ended.",
    )
)
