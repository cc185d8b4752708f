"""Which secret links somebody may know of. What is in them only `operations.vault` says."""

from django.db.models import Exists, OuterRef

from caucuses.models import Caucus, GatedLink, RotationTask

from . import rows
from .permissions import Permissions, can, person_behind, visible_to


def vault_for(allowed: Permissions):
    """The links in use, for those inside and those who lead; `waits` says that one must change."""
    if not (allowed.links or allowed.lead):
        return GatedLink.objects.none()
    waiting = RotationTask.objects.waiting().filter(link=OuterRef("pk"))
    kept = GatedLink.objects.kept().filter(caucus=allowed.caucus)
    return kept.annotate(waits=Exists(waiting)).order_by("label", "pk")


def led_by(user, *, on) -> list[Caucus]:
    """The caucuses a user leads, by name."""
    person = person_behind(user)
    places = rows.places_of(person, on=on) if person is not None else {}
    known = visible_to(user, on=on).filter(group__in=places)
    return [caucus for caucus in known if can(user, caucus, on=on).lead]
