from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils.translation import gettext_noop as noop

from network.roles import Privacy
from network.words import fold, validate_one_line

from .rights import rights_of

#: What a governing body is called where nobody has recorded it.
BODIES = {
    "city": "city council",
    "town": "town council",
    "village": "village board",
    "borough": "borough council",
    "township": "township board",
    "county": "county board",
    "school_district": "school board",
    "special_district": "board",
}


class JurisdictionQuerySet(models.QuerySet):
    def editable_by(self, user):
        """Places whose facts this user keeps: all for national staff, else their states'."""
        rights = rights_of(user)
        return self if rights.everyone else self.filter(state__in=rights.states)

    def named_like(self, text):
        """Each typed word begins a word of the name, county or state; best and largest first."""
        words = fold(text).split()
        if not words:
            return self.none()
        found = self
        for word in words:
            found = found.filter(
                Q(search_key__startswith=word) | Q(search_key__contains=f" {word}")
            )
        exact = Case(
            When(search_key__startswith=" ".join(words), then=0),
            When(search_key__startswith=words[0], then=1),
            default=2,
        )
        return found.order_by(exact, models.F("population").desc(nulls_last=True), "search_key")

    def of_region(self, region, state):
        """A region's jurisdictions and what lies in its counties; the state if none is listed.

        Both are values or OuterRefs to them.
        """
        inner = OuterRef(region) if isinstance(region, OuterRef) else region
        listed = Jurisdiction.regions.through.objects.filter(group=inner)
        county = listed.filter(
            jurisdiction__kind=Jurisdiction.Kind.COUNTY, jurisdiction__name=OuterRef("county")
        )
        return self.filter(state=state).filter(
            Exists(listed.filter(jurisdiction=OuterRef("pk"))) | Exists(county) | ~Exists(listed)
        )


class Jurisdiction(models.Model):
    """A place with a governing body: a city, county or district, by its Open Civic Data id."""

    class Kind(models.TextChoices):
        CITY = "city", noop("City")
        TOWN = "town", noop("Town")
        VILLAGE = "village", noop("Village")
        BOROUGH = "borough", noop("Borough")
        TOWNSHIP = "township", noop("Township")
        PLANTATION = "plantation", noop("Plantation")
        MUNICIPALITY = "municipality", noop("Municipality")
        PLACE = "place", noop("Place")
        GOVERNMENT = "government", noop("Consolidated government")
        COUNTY = "county", noop("County")
        SCHOOL_DISTRICT = "school_district", noop("School district")
        SPECIAL_DISTRICT = "special_district", noop("Special district")
        STATE = "state", noop("State or federal district")

        @classmethod
        def municipal(cls):
            """Kinds that a mayor and council govern."""
            return [
                kind
                for kind in cls
                if kind not in (cls.COUNTY, cls.SCHOOL_DISTRICT, cls.SPECIAL_DISTRICT)
            ]

    ocd_id = models.CharField("Open Civic Data id", max_length=200, unique=True)
    name = models.CharField(max_length=200, validators=[validate_one_line])
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=2, db_index=True)
    county = models.CharField(max_length=100, blank=True)
    geoid = models.CharField("Census geoid", max_length=20, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    body_name = models.CharField(max_length=200, blank=True, help_text="Such as city council.")
    body_size = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many seats its governing body has."
    )
    search_key = models.CharField(max_length=320, db_index=True, editable=False)

    objects = JurisdictionQuerySet.as_manager()

    privacy = dict.fromkeys(
        [
            "id",
            "ocd_id",
            "name",
            "kind",
            "state",
            "county",
            "geoid",
            "population",
            "body_name",
            "body_size",
            "search_key",
        ],
        Privacy.PUBLIC,
    )

    def __str__(self):
        return f"{self.name}, {self.state}"

    def save(self, *args, **kwargs):
        self.fold_names()
        super().save(*args, **kwargs)

    @property
    def body(self) -> str:
        """Its governing body as people say it: "Frederick city council"."""
        if self.body_name and fold(self.name) in fold(self.body_name):
            return self.body_name
        return f"{self.name} {self.body_name or BODIES.get(self.kind, 'council')}"

    @property
    def county_name(self) -> str:
        """The county as people write it; the lists hold "de_witt"."""
        return self.county.replace("_", " ").title()

    def fold_names(self) -> None:
        """Set the search key; call it before a bulk write, which does not call save."""
        self.search_key = fold(f"{self.name} {self.county} {self.state}")
