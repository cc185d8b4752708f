import uuid
from functools import lru_cache

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Lower
from django.urls import reverse

from network.roles import GroupKind, Privacy, Role
from network.words import fold, validate_one_line

from .groups import Group
from .memberships import Membership
from .offices import Term
from .rights import rights_of


class Standing(models.TextChoices):
    STAFF = "staff", "Staff"
    MEMBER = "member", "Member"
    ALUM = "alum", "Alum"
    PARTNER = "partner", "Partner"
    APPLICANT = "applicant", "Applicant"
    PROSPECT = "prospect", "Prospect"


class PersonQuerySet(models.QuerySet):
    def standing(self, *, on):
        """Annotate `standing` as of a date. Nothing is stored, so nothing can be stale.

        An alum is a member of the network all of whose terms are over; a term whose
        scheduled end has passed unremarked counts as still held until somebody says.
        """
        return self.annotate(standing=_standing_on(on))

    def of_standing(self, standing, *, on):
        """The people whose standing this is: the same rule, asked of everybody at once."""
        found = self
        for name, said in _standings(on, _among_all):
            if name == standing:
                return found.filter(said)
            found = found.filter(~said)
        return found

    def in_chapters(self, chapters, states, *, on, in_turn=False):
        """Who belongs to these chapters now, and who serves there while no chapter holds them.

        Asked from the chapters' side, so that it costs by their size, not by the network's;
        and of those who serve there, only the few who are not members here are looked into.
        `in_turn` asks of each person instead: cheaper where many fit and few are read, in the
        order of an index.
        """
        open_now = Membership.objects.filter(Q(until=None) | Q(until__gte=on)).order_by()
        held = open_now.filter(group__kind=GroupKind.CHAPTER)
        served = Term.objects.filter(office__jurisdiction__state__in=states).order_by()
        if in_turn:
            ours = Q(group__in=chapters) | Q(group__parent__in=chapters)
            elsewhere = ~_about_each(held) & _about_each(served)
            return self.filter(_about_each(open_now.filter(ours)) | elsewhere)
        ours = Group.objects.filter(Q(pk__in=chapters) | Q(parent__in=chapters)).order_by()
        here = open_now.filter(group__in=ours.values("pk"))
        others = served.exclude(person__in=here.values("person"))
        return self.filter(_among_all(here) | _among_all(others) & ~_about_each(held))

    def in_chapter(self, chapter, *, on):
        """Members of one chapter."""
        return self.filter(
            _among_all(Membership.objects.live(on=on).filter(group=chapter, role=Role.MEMBER))
        )

    def in_network(self, *, on):
        """Members of the network, whether they serve or not."""
        return self.filter(
            _among_all(
                Membership.objects.live(on=on).filter(
                    group__kind=GroupKind.NETWORK, role=Role.MEMBER
                )
            )
        )

    def joined(self, first, last, *, on, of_each=False):
        """Members of the network who joined on these days or between; either may be None."""
        network = Membership.objects.live(on=on).filter(
            group__kind=GroupKind.NETWORK, role=Role.MEMBER
        )
        network = network.filter(since__gte=first) if first else network
        network = network.filter(since__lte=last) if last else network
        return self.filter((_about_each if of_each else _among_all)(network))

    def visible_to(self, user, *, seen=None, in_turn=False):
        """National staff see everyone, chapter staff their chapters' people, others themselves.

        `seen` are the keys of people this gave the same user a moment ago: their rows are
        read without asking again, which for chapter staff costs more than the rows do.
        `in_turn` changes how they are looked for, never who (see `in_chapters`).
        """
        rights = rights_of(user)
        if seen is not None and rights.desk:
            return self.filter(pk__in=seen)
        if rights.everyone:
            return self
        if rights.chapters:
            return self.in_chapters(rights.chapters, rights.states, on=rights.on, in_turn=in_turn)
        return self.filter(user=user) if user.is_authenticated else self.none()

    def survivor_of(self, public_id):
        """Whoever a merged record became."""
        merged = Person.including_merged.filter(public_id=public_id).exclude(merged_into=None)
        return self.filter(pk__in=merged.values("merged_into"))

    def editable_by(self, user):
        """Whom staff may change at the desk: the same people they see there."""
        return self.visible_to(user) if rights_of(user).desk else self.none()

    def named_like(self, text):
        """Each typed word begins a word of the name; family names that begin with it come first."""
        words = fold(text).split()
        found = self
        for word in words:
            found = found.filter(Q(sort_key__startswith=word) | Q(sort_key__contains=f" {word}"))
        if not words:
            return found
        first = Case(When(sort_key__startswith=words[0], then=0), default=1)
        return found.order_by(first, "sort_key", "pk")


def _about_each(rows) -> Q:
    return Q(Exists(rows.filter(person=OuterRef("pk"))))


def _among_all(rows) -> Q:
    return Q(pk__in=rows.order_by().values("person"))


@lru_cache(maxsize=8)
def _standing_on(on):
    """The same expression all day: putting it together costs more than the database's answer."""
    cases = [When(said, then=Value(name)) for name, said in _standings(on, _about_each)]
    return Case(*cases, default=Value(Standing.PROSPECT), output_field=models.CharField())


def _standings(on, has) -> list[tuple[Standing, Q]]:
    """Each standing with what makes it, first come first served. `has(rows)` is the condition
    that a person has any of these rows.
    """
    live = Membership.objects.live(on=on)
    staff = Q(group__kind=GroupKind.STAFF) | Q(role__in=[Role.DIRECTOR, Role.STAFF])
    in_network = has(live.filter(group__kind=GroupKind.NETWORK, role=Role.MEMBER))
    serves = has(Term.objects.held(on=on)) | ~has(Term.objects.all())
    asking = Membership.objects.asking(on=on).filter(group__kind=GroupKind.NETWORK)
    return [
        (Standing.STAFF, has(live.filter(staff))),
        (Standing.MEMBER, in_network & serves),
        (Standing.ALUM, in_network),
        (Standing.PARTNER, has(live.filter(group__kind=GroupKind.PARTNER))),
        (Standing.APPLICANT, has(asking)),
    ]


class PersonManager(models.Manager.from_queryset(PersonQuerySet)):
    def get_queryset(self):
        return super().get_queryset().filter(merged_into=None, erased_at=None)


class Person(models.Model):
    """Someone the network knows, whether or not they can sign in."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person"
    )
    given = models.CharField(max_length=100, validators=[validate_one_line])
    family = models.CharField(max_length=100, blank=True, validators=[validate_one_line])
    known_as = models.CharField(
        max_length=100,
        blank=True,
        validators=[validate_one_line],
        help_text="If not the first name.",
    )
    other_names = models.CharField(max_length=200, blank=True, validators=[validate_one_line])
    pronouns = models.CharField(max_length=40, blank=True, validators=[validate_one_line])
    bio = models.TextField(blank=True, max_length=2000)
    sort_key = models.CharField(max_length=520, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    """Rises with every edit, so that a second editor with an old form is told."""
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,  # nearly all are null: an index of them all would only mislead the planner
    )
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()
    including_merged = models.Manager.from_queryset(PersonQuerySet)()

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.MEMBERS,
        "user": Privacy.STAFF,
        "given": Privacy.MEMBERS,
        "family": Privacy.MEMBERS,
        "known_as": Privacy.MEMBERS,
        "other_names": Privacy.STAFF,
        "pronouns": Privacy.MEMBERS,
        "bio": Privacy.MEMBERS,
        "sort_key": Privacy.STAFF,
        "version": Privacy.STAFF,
        "merged_into": Privacy.STAFF,
        "erased_at": Privacy.STAFF,
        "created_at": Privacy.STAFF,
    }

    class Meta:
        verbose_name_plural = "people"
        base_manager_name = "including_merged"
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")),
                name="person_not_merged_into_itself",
                violation_error_message="A person cannot be merged with themselves.",
            ),
            models.CheckConstraint(
                condition=~Q(given=""),
                name="person_has_a_name",
                violation_error_message="Enter a first name.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["sort_key", "id"],
                condition=Q(merged_into=None, erased_at=None),
                name="person_by_name",
            ),
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="person_merged_into",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.fold_names()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("desk:person", args=[self.public_id])

    @property
    def name(self) -> str:
        return f"{self.known_as or self.given} {self.family}".strip()

    def fold_names(self) -> None:
        """Set the search key; call it before a bulk write, which does not call save."""
        names = (self.family, self.given, self.known_as, self.other_names)
        self.sort_key = " ".join(filter(None, map(fold, names))) or "-"


class ContactKind(models.TextChoices):
    EMAIL = "email", "E-mail"
    PHONE = "phone", "Phone"
    URL = "url", "Website"


class ContactUse(models.TextChoices):
    PERSONAL = "personal", "Personal"
    OFFICIAL = "official", "Official"
    CAMPAIGN = "campaign", "Campaign"
    ASSISTANT = "assistant", "Assistant"


class ContactPoint(models.Model):
    """A way to reach somebody.

    Only a personal e-mail address identifies a person and signs them in. An official
    address belongs to the office: it may repeat, and it follows the term.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=8, choices=ContactKind)
    use = models.CharField(max_length=10, choices=ContactUse)
    value = models.CharField(max_length=254, validators=[validate_one_line])
    verified_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.STAFF,
        "person": Privacy.STAFF,
        "kind": Privacy.STAFF,
        "use": Privacy.STAFF,
        "value": Privacy.STAFF,
        "verified_at": Privacy.STAFF,
        "bounced_at": Privacy.STAFF,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("value"),
                condition=Q(kind=ContactKind.EMAIL, use=ContactUse.PERSONAL),
                name="contact_one_person_per_personal_address",
                violation_error_message="This personal address belongs to another record.",
            ),
            models.UniqueConstraint(
                "person",
                "kind",
                "use",
                Lower("value"),
                name="contact_once_per_person",
                violation_error_message="This person already has it.",
            ),
        ]

    def __str__(self):
        return self.value
