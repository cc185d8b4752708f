"""The page frame: what the menu shows to whom, and the pages for what goes wrong."""

import pytest
from django import forms
from django.http import HttpResponseNotFound
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from config.security import OurNotFound
from config.shell import menu, shell
from tests.conftest import sign_in
from tests.factories import UserFactory, a_director, a_member, an_editor, national_staff

PUBLIC = ["Home", "Chapters", "Events", "Caucuses", "Search"]


def labels(user=None):
    request = RequestFactory().get("/me/")
    if user:
        request.user = user
    return [entry.label for entry in menu(request)]


@pytest.mark.parametrize(
    ("make", "more"),
    [
        (lambda: None, ["Join", "Sign in"]),
        (UserFactory, ["My page"]),
        (lambda: a_member().user, ["Directory", "Meet", "My page"]),
        (lambda: an_editor().user, ["My page", "Edit pages"]),
        (lambda: a_director().user, ["Directory", "Meet", "My page", "Desk", "Edit pages"]),
        (lambda: national_staff().user, ["Directory", "Meet", "My page", "Desk", "Edit pages"]),
    ],
)
def test_menu_follows_rights(make, more):
    assert labels(make()) == PUBLIC + more


def test_menu_marks_where_one_is():
    marked = {e.label: e.current for e in menu(RequestFactory().get("/chapters/texas/"))}

    assert (marked["Chapters"], marked["Home"]) == ("true", "")


def test_frame_asks_the_database_nothing_until_a_template_does(django_assert_num_queries):
    request = RequestFactory().get("/")
    request.user = national_staff().user

    with django_assert_num_queries(0):
        shell(request)


def test_signing_out_is_a_post(client):
    sign_in(client, a_member().user)

    page = client.get("/me/").content.decode()

    assert '<form method="post" action="/accounts/logout/">' in page


def test_missing_page_says_so_in_our_frame(client):
    answer = client.get("/nothing/here/")

    assert answer.status_code == 404
    assert "<h1>Not found.</h1>" in answer.content.decode()
    assert 'class="brandmark"' in answer.content.decode()


def test_demo_shows_the_same_page_in_place_of_djangos_own():
    request = RequestFactory().get("/nothing/here/")
    answer = OurNotFound(lambda request: HttpResponseNotFound("Page not found at"))(request)

    assert answer.status_code == 404
    assert b"<h1>Not found.</h1>" in answer.content


def test_old_form_is_refused_kindly():
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"email": "a@example.org"})

    assert answer.status_code == 403
    assert b"Nothing was changed." in answer.content


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_pages_for_breakage_need_no_request_and_no_database(template, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = render_to_string(template)

    assert page.count("<h1>") == 1


class Sample(forms.Form):
    name = forms.CharField(help_text="As on the ballot.")
    day = forms.DateField(required=False)
    sure = forms.BooleanField(label="I am sure")
    size = forms.ChoiceField(choices=[("s", "Small"), ("l", "Large")], widget=forms.RadioSelect)


def test_form_names_each_error_at_the_top_and_at_the_field():
    page = str(Sample({"day": "never"}))

    assert '<a href="#id_name">Name: This field is required.</a>' in page
    assert '<a href="#id_size_0">Size: This field is required.</a>' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert '<ul class="errorlist" id="id_name_error">' in page
    assert "<legend>Size</legend>" in page


def test_form_without_errors_has_no_summary():
    page = str(Sample())

    assert "error-summary" not in page
    assert 'Day <span class="meta">(optional)</span>' in page
