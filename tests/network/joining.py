"""Walking the joining journey in tests."""

import re

from network.models import Letter

ANSWERS = {
    "name": {"given": "Rosa", "family": "O'Neil-Marín"},
    "email": {"email": "Rosa@Example.org"},
    "office": {"office_role": "council", "seat_label": "District 4"},
    "place": {"place": "ocd-division/country:us/state:tx/place:alder_creek"},
    "term": {"starts_month": "1", "starts_year": "2025", "ends_year": "2028"},
    "heard": {"heard": "A colleague"},
}


def answer(client, name, **values):
    return client.post(f"/join/{name}/", {**ANSWERS[name], **values})


def answer_all(client, **changed):
    for name in ANSWERS:
        answer(client, name, **changed.get(name, {}))


def ask_for_code(client, **changed):
    """Walk to the code page; answers with the code in the newest letter."""
    answer_all(client, **changed)
    client.post("/join/check/")
    return newest_code()


def newest_code():
    return re.search(r"\b\d{6}\b", Letter.objects.filter(kind="join_code").latest("pk").body)[0]


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06}"


def problems(response):
    """The messages in the error summary."""
    page = response.content.decode()
    summary = re.search(r'class="error-summary".*?</ul>', page, re.S)
    return re.findall(r"<a [^>]*>(.*?)</a>", summary[0]) if summary else []
