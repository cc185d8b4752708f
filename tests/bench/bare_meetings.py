"""What a first draft of meetings in plain Django would be: the same requests, the same rows.

Nobody looks whether the time is open, and nothing keeps two from the same one but the schema.
"""

from datetime import datetime, timedelta

from django import forms
from django.contrib.auth.decorators import login_required
from django.db import connection, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template import engines
from django.utils import timezone

from events.models import Booking, Claim, MeetingType
from network.mail import deliver
from network.models import AuditEntry, ContactPoint, Letter

PAGE = "<!doctype html><html lang=en><title>{{ kind }}</title><h1>{{ kind }}</h1>"
TEMPLATES = {
    name: engines["django"].from_string(PAGE + text)
    for name, text in {
        "times": "<form method=post>{% csrf_token %}{{ count }} <button>Go</button></form>",
        "held": "<form method=post>{% csrf_token %}{{ form.as_div }}<button>Go</button></form>",
        "booked": "<p>{{ booking.person }} meets {{ booking.host }} on {{ booking.starts_at }}</p>",
        "letter": "<p>{{ booking.host }} and {{ booking.person }}, {{ booking.starts_at }}.</p>",
    }.items()
}
#: What there is to read of a host's month, without a thought what it says.
READ = [
    "SELECT start_minute, end_minute, mode, place_id, weekday FROM events_weeklyhours"
    " WHERE host_id = %s",
    "SELECT cell FROM events_claim WHERE host_id = %s AND cell >= %s AND cell < %s",
    "SELECT b.starts_at, b.ends_at FROM events_busyblock b JOIN events_busyfeed f"
    " ON f.id = b.feed_id WHERE f.host_id = %s",
    "SELECT starts_at, meeting_type_id FROM events_booking WHERE host_id = %s",
]


class TopicForm(forms.Form):
    topic = forms.CharField(max_length=500, required=False)


def render(request, name, **context):
    return HttpResponse(TEMPLATES[name].render(context, request))


@login_required
def times(request, kind):
    kind = get_object_or_404(MeetingType.objects.select_related("host__person"), slug=kind)
    if request.method == "POST":
        return redirect("bare_booking", hold(request, kind).public_id)
    return render(request, "times", kind=kind, count=read(kind.host_id))


def read(host_id) -> int:
    first = int(timezone.now().timestamp()) // 300
    count = 0
    with connection.cursor() as cursor:
        for statement in READ:
            more = [first, first + 31 * 288] if "cell >=" in statement else []
            cursor.execute(statement, [host_id, *more])
            count += len(cursor.fetchall())
    return count


@transaction.atomic
def hold(request, kind):
    at = timezone.now()
    starts = datetime.fromisoformat(request.POST["time"].partition(" ")[0])
    booking = Booking.objects.create(
        meeting_type=kind,
        host=kind.host,
        person=request.user.person,
        guest_timezone="America/New_York",
        mode="online",
        zone=kind.host.timezone,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=kind.minutes),
        hold_until=at + timedelta(minutes=10),
        made_at=at,
        changed_at=at,
    )
    cell = int(starts.timestamp()) // 300
    Claim.objects.bulk_create(
        Claim(booking=booking, host=kind.host, cell=cell + more) for more in range(6)
    )
    return booking


@login_required
def booking(request, booking):
    mine = Booking.objects.select_related("meeting_type", "host__person", "person")
    found = get_object_or_404(mine, public_id=booking)
    form = TopicForm(request.POST or None)
    if form.is_valid():
        book(request, found, form.cleaned_data["topic"])
        return redirect("bare_booking", found.public_id)
    name = "held" if found.state == "hold" else "booked"
    return render(request, name, booking=found, kind=found.meeting_type, form=form)


@transaction.atomic
def book(request, booking, topic):
    booking.state, booking.hold_until, booking.topic = "confirmed", None, topic
    booking.decided_at = booking.changed_at = at = timezone.now()
    booking.save()
    AuditEntry.objects.create(
        at=at,
        by=request.user,
        by_name=request.user.get_full_name(),
        action="events.meeting_booked",
        subject=f"events.booking:{booking.pk}",
        person=booking.person,
    )
    for person in (booking.person, booking.host.person):
        address = ContactPoint.objects.filter(person=person).first()
        letter = Letter.objects.create(
            key=f"bare {booking.public_id} {person.pk}",
            kind="meeting_confirmed",
            person=person,
            to=address.value if address else person.user.email,
            subject="Booked",
            body=TEMPLATES["letter"].render({"booking": booking}),
        )
        deliver.enqueue(letter.pk)
