"""What a record says of the person itself: names, login, and where earlier merges led."""

from django.core.exceptions import ValidationError

from network.models import Person

from .registry import Merging, Rule, register

#: Fields of which the one or the other wins. The survivor's does unless somebody chose.
CHOSEN = ("given", "family", "known_as", "other_names", "pronouns", "bio")
LONGEST = Person._meta.get_field("other_names").max_length


def _names(merging: Merging):
    survivor, merged = merging.survivor, merging.merged
    values = {name: getattr(survivor, name) for name in CHOSEN}
    values |= {
        name: getattr(merged, name) for name in CHOSEN if merging.choices.get(name) == "merged"
    }
    given_up = [(person.given, person.family) for person in (survivor, merged)]
    kept = (values["given"], values["family"])
    values["other_names"] = _also(
        values["other_names"], [" ".join(name).strip() for name in given_up if name != kept]
    )
    if all(getattr(survivor, name) == value for name, value in values.items()):
        return
    after = Person(**values)
    after.fold_names()
    version = survivor.version + 1
    merging.journal.change(survivor, **values, sort_key=after.sort_key, version=version)


def _also(other_names, names):
    """Names given up stay among the other names, so that a search still finds the person."""
    said = other_names
    for name in dict.fromkeys(names):
        longer = f"{said}, {name}" if said else name
        if name and name not in said and len(longer) <= LONGEST:
            said = longer
    return said


def _login(merging: Merging):
    survivor, merged = merging.survivor, merging.merged
    if merged.user_id is None:
        return
    if survivor.user_id is not None:
        raise ValidationError(
            "Both can sign in. One has to give up their sign-in first.", code="two_logins"
        )
    login = merged.user_id
    merging.journal.change(merged, user_id=None)
    merging.journal.change(survivor, user_id=login)


def _earlier(merging: Merging):
    """Whoever was joined to the merged record leads straight to the survivor."""
    led_here = Person._base_manager.filter(merged_into=merging.merged)
    merging.journal.move(led_here, "merged_into_id", merging.survivor)


register("network.Person.user", Rule("A login moves; of two neither can be given up here.", _login))
register("network.Person.merged_into", Rule("Leads to the last survivor.", _earlier))
#: Not a relation, but told of here once the login has moved.
register("network.Person", Rule("Of each name the one chosen wins; the other stays known.", _names))
