"""Somebody who reads Spanish joins and takes a place, in a real browser, without JavaScript."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from network.models import Application, Letter
from tests import factories
from tests.event_factories import EventFactory, a_ticket
from tests.journeys.conftest import violations

ADDRESS = "rosa@example.org"


@pytest.fixture
def texas():
    factories.the_network()
    factories.JurisdictionFactory(
        name="Kerrville", ocd_id="ocd-division/country:us/state:tx/place:kerrville"
    )
    return factories.ChapterFactory()


def level_one(page):
    return page.get_by_role("heading", level=1)


def go_on(page):
    page.get_by_role("button", name="Continuar").click()


def test_from_the_switch_in_the_header_to_an_application(visit, texas, code_for):
    page = visit(script=False)
    page.goto("/join/")
    expect(level_one(page)).to_have_text("Join the network")
    page.get_by_role("button", name="Español").click()

    expect(level_one(page)).to_have_text("Únase a la red")
    assert page.evaluate("document.documentElement.lang") == "es"
    page.get_by_role("link", name="Comenzar").click()
    page.get_by_label("Nombre").fill("Rosa")
    page.get_by_label("Apellido").fill("Delgado-Pruitt")
    go_on(page)
    page.get_by_label("Correo electrónico personal").fill(ADDRESS)
    go_on(page)
    page.get_by_label("Concejal").check()
    go_on(page)
    page.get_by_label("Ciudad, condado o distrito").fill("kerrv")
    page.get_by_role("button", name="Buscar", exact=True).click()
    page.get_by_label("Kerrville").check()
    go_on(page)
    page.get_by_label("Mes").first.fill("enero")
    page.get_by_label("Año").first.fill("2025")
    go_on(page)
    go_on(page)
    expect(level_one(page)).to_have_text("Revise sus respuestas")
    page.get_by_role("button", name="Envíenme el código").click()
    letter = Letter.objects.get()
    [code] = [word for word in letter.body.split() if word.isdecimal() and len(word) == 6]
    page.get_by_label("Su código").fill(code)
    page.get_by_role("button", name="Enviar mi solicitud").click()

    expect(level_one(page)).to_have_text("Gracias")
    assert (Application.objects.get().starts_on, letter.subject) == (
        dt.date(2025, 1, 1),
        "Su código para terminar la solicitud",
    )


def test_a_visitor_whose_browser_asks_for_spanish_takes_a_place(visit, texas):
    starts = timezone.now() + dt.timedelta(days=9)
    event = a_ticket(EventFactory(host=texas, starts_at=starts, title="Open house")).event
    page = visit(locale="es-US")
    page.goto("/events/")
    page.get_by_role("link", name="Open house").click()
    assert violations(page) == []
    page.get_by_role("link", name="Reservar un lugar").click()
    for label, said in (("Nombre", "Rosa"), ("Apellido", "Pruitt"), ("Su correo", ADDRESS)):
        page.get_by_label(label).fill(said)
    page.get_by_role("button", name="Envíenme el código").click()
    letter = Letter.objects.get()
    [code] = [word for word in letter.body.split() if word.isdecimal() and len(word) == 6]
    page.get_by_label("Su código").fill(code)
    assert violations(page) == []
    page.get_by_role("button", name="Seguir").click()

    expect(level_one(page)).to_have_text("Usted tiene un lugar")
    assert violations(page) == []
    assert event.registrations.count() == 1


def test_the_switch_keeps_where_one_is_and_goes_back(visit, texas):
    page = visit()
    page.goto("/events/?as=calendar&kind=training")
    page.get_by_role("button", name="Español").click()
    expect(level_one(page)).to_have_text("Eventos")
    assert page.url.endswith("/events/?as=calendar&kind=training")
    page.get_by_role("button", name="English").click()
    expect(level_one(page)).to_have_text("Events")


def test_the_hour_by_ones_own_clock_is_said_in_the_same_language(visit, texas):
    starts = timezone.now() + dt.timedelta(days=9)
    event = EventFactory(host=texas, starts_at=starts, timezone="Pacific/Auckland")
    page = visit(locale="es-US")
    page.goto(event.get_absolute_url())

    here = re.compile(r"^Donde está usted: \w+, \d+ de \w+, \d+:\d\d [ap]\.\s?m\.$")
    expect(page.locator("[data-starts]")).to_have_text(here)
