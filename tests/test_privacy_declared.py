"""Each field of ours says who may ever read it."""

import pytest
from django.apps import apps

from network.roles import Privacy

OURS = [
    model
    for app in ("network", "events", "caucuses", "cms")
    for model in apps.get_app_config(app).get_models()
]


def is_page(model) -> bool:
    """Pages and snippets hold only what an editor wrote to be read."""
    return model._meta.app_label == "cms"


def own_fields(model) -> set[str]:
    return {field.name for field in model._meta.local_fields + model._meta.local_many_to_many}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_says_who_may_read_it(model):
    if is_page(model) and not hasattr(model, "privacy"):
        return
    assert set(model.privacy) == own_fields(model)
    assert {str(value) for value in model.privacy.values()} - set(Privacy.values) == set()


def test_ways_to_reach_somebody_are_nobodys_but_staff():
    contact = apps.get_model("network", "ContactPoint")

    assert set(contact.privacy.values()) == {Privacy.STAFF}


def test_what_tells_of_a_caucus_is_secret():
    caucus = apps.get_model("caucuses", "Caucus")

    assert set(caucus.privacy.values()) == {Privacy.SECRET}
