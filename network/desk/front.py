"""What waits, and for whom one is looking."""

from django.db.models import Sum
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.desk.gate import staff_only
from network.models import Application, Group, Person, Seat, Term
from network.models.offices import TermState
from network.roles import GroupKind


@require_safe
@staff_only
def front(request):
    user, today = request.user, timezone.localdate()
    unconfirmed = Term.objects.state(on=today).filter(state=TermState.UNCONFIRMED)
    people = Person.objects.visible_to(user)
    vacant = Seat.objects.editable_by(user).filter(committee__closed_on=None).open(on=today)
    chapters = Group.objects.open().editable_by(user).filter(kind=GroupKind.CHAPTER)
    return render(
        request,
        "desk/front.html",
        {
            "applications": Application.objects.editable_by(user).waiting().count(),
            "unconfirmed": people.filter(pk__in=unconfirmed.values("person")).count(),
            "vacant": vacant.vacancies(on=today).aggregate(n=Sum("vacant"))["n"] or 0,
            "chapters": [] if user.rights.everyone else chapters.order_by("name"),
        },
    )
