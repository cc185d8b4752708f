"""Joining and taking a place in Spanish: what is read is Spanish, what is kept is as ever."""

import datetime as dt
import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone, translation

from events.models import Need, Registration
from events.templatetags.event_times import say_price, say_span
from network import mail
from network.models import Application, Letter
from network.models.offices import Precision
from network.templatetags.sayings import say_date, say_when
from tests.conftest import sign_in
from tests.event_factories import EventFactory, SessionFactory, WaitlistEntryFactory, a_ticket
from tests.factories import JurisdictionFactory, a_chapter, a_member, the_network
from tests.network.joining import ANSWERS, answer, answer_all, ask_for_code, problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def lector():
    """Somebody whose browser asks for Spanish."""
    return Client(headers={"Accept-Language": "es"})


@pytest.fixture
def place():
    the_network()
    return JurisdictionFactory(name="Alder Creek", ocd_id=ANSWERS["place"]["place"])


@pytest.fixture
def event():
    starts = (timezone.now() + dt.timedelta(days=10)).replace(microsecond=0)
    return EventFactory(starts_at=starts, title="Open house", needs_asked=["diet"])


@pytest.fixture
def ticket(event):
    return a_ticket(event, name="Come along", seats=2)


def heading(answer):
    return re.search(r"<h1[^>]*>(.*?)</h1>", answer.content.decode())[1]


def ask(client, ticket, **more):
    said = {"ticket": ticket.public_id, "email": "robin@example.org", "given": "Robin"}
    return client.post(f"/events/{ticket.event.slug}/register/", {**said, "family": "Lee", **more})


# Words


def test_dates_times_and_money_as_people_say_them_here():
    noon = datetime(2027, 7, 9, 16, tzinfo=UTC)
    event = EventFactory.build(starts_at=noon, ends_at=noon + dt.timedelta(hours=3))
    longer = EventFactory.build(starts_at=noon, ends_at=noon + dt.timedelta(days=2))
    with translation.override("es"):
        said = [
            say_date(noon),
            say_date(noon, Precision.MONTH),
            say_date(noon, Precision.YEAR),
            say_when(noon, "America/Los_Angeles"),
            say_when(noon, "America/Puerto_Rico"),
            say_span(event),
            say_span(longer),
            (say_price(0), say_price(1_250_00)),
        ]

    assert said == [
        "9 de julio de 2027",
        "julio de 2027",
        "2027",
        "viernes 9 de julio, 9 a.m., hora del Pacífico",
        "viernes 9 de julio, mediodía, hora del Atlántico",
        "viernes 9 de julio de 2027, de mediodía a 3 p.m., hora del Este",
        "viernes 9 de julio de 2027, mediodía, hasta el domingo 11 de julio, mediodía,"
        " hora del Este",
        ("Gratis", "$1,250"),
    ]


# Joining


def test_each_question_is_asked_in_spanish(lector, place):
    heard = []
    for name in ANSWERS:
        heard.append(heading(lector.get(f"/join/{name}/")))
        answer(lector, name)
    check = lector.get("/join/check/")

    assert heard == [
        "¿Cómo se llama?",
        "¿A dónde podemos escribirle?",
        "¿Qué cargo ocupa?",
        "¿Dónde ejerce su cargo?",
        "¿Cuándo empieza y termina su mandato?",
        "¿Cómo supo de nosotros?",
    ]
    assert heading(check) == "Revise sus respuestas"
    for said in ("Concejal, District 4", "enero de 2025", 'aria-label="Cambiar: Cargo"'):
        assert said in check.content.decode()


@pytest.mark.parametrize(
    ("question", "typed", "refused"),
    [
        ("name", {"given": ""}, ["Escriba su nombre."]),
        ("name", {"given": "a" * 101}, ["Use 100 letras o menos."]),
        ("name", {"given": "a\u202eb"}, ["Contiene un carácter que no se puede imprimir."]),
        (
            "email",
            {"email": "no"},
            ["Escriba un correo electrónico, por ejemplo nombre@example.org."],
        ),
        ("office", {"office_role": ""}, ["Elija su cargo."]),
        ("place", {"place": ""}, ["Elija su lugar de la lista."]),
        ("term", {"starts_year": "25"}, ["Escriba el año con cuatro cifras, por ejemplo 2025."]),
        (
            "term",
            {"starts_month": "2", "starts_day": "30", "starts_year": "2025"},
            ["febrero de 2025 tiene 28 días: revise el día."],
        ),
    ],
)
def test_what_is_refused_is_refused_in_spanish(lector, place, question, typed, refused):
    for name in list(ANSWERS)[: list(ANSWERS).index(question)]:
        answer(lector, name)
    page = answer(lector, question, **typed)

    assert problems(page) == refused
    assert "<h2>Hay un problema</h2>" in page.content.decode()
    assert "<title>Error: ¿" in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "month"), [("enero", "01"), ("Abr.", "04"), ("setiembre", "09"), ("march", "03")]
)
def test_a_month_may_be_typed_in_either_language(lector, place, typed, month):
    answer_all(lector)
    answer(lector, "term", starts_month=typed)

    kept = lector.session["join"]["answers"]["term"]
    assert kept["starts"] == [f"2025-{month}-01", "month"]


def test_letters_of_joining_are_in_the_language_it_was_asked_in(lector, place):
    code = ask_for_code(lector)
    lector.post("/join/code/", {"code": code})
    asked, received = Letter.objects.order_by("pk")

    assert (asked.subject, received.subject) == (
        "Su código para terminar la solicitud",
        "Recibimos su solicitud",
    )
    assert f"Su código es {code}" in asked.body
    assert "Lo que nos contó: Concejal, Alder Creek, TX." in received.body


def test_what_is_kept_of_an_application_is_the_same_in_both_languages(lector, client, place):
    kept = []
    for who, email in ((client, "a@example.org"), (lector, "b@example.org")):
        code = ask_for_code(who, email={"email": email})
        who.post("/join/code/", {"code": code})
        row = Application.objects.filter(email=email).values().get()
        for name in ("id", "public_id", "person_id", "email", "submitted_at"):
            del row[name]
        kept.append(row)

    assert kept[0] == kept[1]


def test_a_letter_to_others_stays_english(lector, place):
    """Whoever gets it did not choose the language of the page that sent it."""
    with translation.override("es"):
        letter = mail.post(
            to="staff@example.org",
            template="join_code",
            key="to-others",
            code="1",
            minutes=15,
        )

    assert letter.subject == "Your code to finish joining"


# Taking a place


def test_the_list_and_an_event_speak_spanish_around_the_editors_words(lector, ticket):
    listed = lector.get("/events/").content.decode()
    page = lector.get(f"/events/{ticket.event.slug}/").content.decode()

    assert '<h3><a href="/events/' in listed
    assert ' lang="en">Open house</a></h3>' in listed
    assert ">Todos los tipos</option>" in listed
    assert '<h1 class="breaks" lang="en">Open house</h1>' in page
    for said in ("<dt>Cuándo</dt>", ">Reservar un lugar</a>", '<strong lang="en">Come along'):
        assert said in page


def test_the_months_of_the_calendar_are_spanish(lector, event):
    page = lector.get("/events/?as=calendar&month=2027-03").content.decode()

    assert '<h2 id="month">Marzo de 2027</h2>' in page
    assert '<th scope="col">Domingo</th><th scope="col">Lunes</th>' in page


def test_a_visitor_takes_a_place_in_spanish(lector, ticket):
    asked = ask(lector, ticket, need_diet=["Vegan"])
    code_page = lector.get(asked.url)
    code = re.search(r"\d{6}", Letter.objects.get().body)[0]
    wrong = lector.post(asked.url, {"code": f"{(int(code) + 1) % 10**6:06}"})
    done = lector.get(lector.post(asked.url, {"code": code}).url)

    assert heading(code_page) == "Escriba el código que le enviamos"
    assert problems(wrong) == [
        "Este no es el código que enviamos. Mire el correo e inténtelo de nuevo."
    ]
    assert heading(done) == "Usted tiene un lugar"
    assert [letter.subject for letter in Letter.objects.order_by("pk")] == [
        "Su código para reservar un lugar",
        "Usted tiene un lugar: Open house",
    ]
    assert Need.objects.get().choices == ["Vegan"]


def test_what_stands_in_the_way_is_said_in_spanish(lector, ticket):
    empty = lector.post(f"/events/{ticket.event.slug}/register/", {})
    ticket.audience = {"standing": ["member", "alum"]}
    ticket.save()
    closed = lector.get(f"/events/{ticket.event.slug}/").content.decode()

    assert problems(empty) == [
        "Escriba su nombre.",
        "Escriba su apellido.",
        "Escriba un correo electrónico.",
        "Elija una opción.",
    ]
    assert "“Come along” es para miembros y quienes ya dejaron su cargo." in closed


def test_a_full_event_offers_the_line_in_spanish(lector, event):
    full = a_ticket(event, name="Come along", seats=0)
    WaitlistEntryFactory(event=event, ticket_type=full)
    page = lector.get(f"/events/{event.slug}/register/")

    assert heading(page) == "Entrar en la lista de espera"


def test_a_member_in_spanish_hears_of_two_sessions_at_once(lector, event, ticket):
    one, other = (SessionFactory(event=event, title=title) for title in ("Maps", "Money"))
    dana = a_member(a_chapter(), email="dana@example.org")
    sign_in(lector, dana.user)
    page = lector.post(
        f"/events/{event.slug}/register/",
        {"ticket": ticket.public_id, "sessions": [one.public_id, other.public_id]},
    )

    assert "son a la misma hora." in problems(page)[0]
    assert Registration.objects.count() == 0
