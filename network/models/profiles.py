"""What somebody adds about themselves, and to whom each part of it is shown."""

from django.db import models

from network.roles import Privacy


class Language(models.TextChoices):
    """Those that members speak with the people they serve; English is taken for granted."""

    SPANISH = "es", "Spanish"
    CHINESE = "zh", "Chinese"
    VIETNAMESE = "vi", "Vietnamese"
    TAGALOG = "tl", "Tagalog"
    ARABIC = "ar", "Arabic"
    FRENCH = "fr", "French"
    HAITIAN = "ht", "Haitian Creole"
    KOREAN = "ko", "Korean"
    RUSSIAN = "ru", "Russian"
    PORTUGUESE = "pt", "Portuguese"
    HMONG = "hmn", "Hmong"
    SOMALI = "so", "Somali"
    HINDI = "hi", "Hindi"
    NAVAJO = "nv", "Navajo"
    ASL = "ase", "American Sign Language"


class Topic(models.TextChoices):
    HOUSING = "housing", "Housing"
    TRANSIT = "transit", "Streets and transit"
    CLIMATE = "climate", "Climate and energy"
    WATER = "water", "Water"
    SCHOOLS = "schools", "Schools"
    SAFETY = "safety", "Public safety"
    HEALTH = "health", "Health"
    WORK = "work", "Work and wages"
    BUDGETS = "budgets", "Budgets and taxes"
    DEMOCRACY = "democracy", "Voting and democracy"
    IMMIGRATION = "immigration", "Immigrants and newcomers"
    BROADBAND = "broadband", "Broadband"


class Speaks(models.Model):
    person = models.ForeignKey("network.Person", models.CASCADE, related_name="speaks")
    language = models.CharField(max_length=3, choices=Language)

    privacy = {"id": Privacy.STAFF, "person": Privacy.MEMBERS, "language": Privacy.MEMBERS}

    class Meta:
        verbose_name_plural = "languages spoken"
        constraints = [
            models.UniqueConstraint(fields=["person", "language"], name="speaks_once"),
        ]
        indexes = [models.Index(fields=["language", "person"], name="speaks_language")]

    def __str__(self):
        return self.get_language_display()


class Interest(models.Model):
    """What somebody works on and wants to hear about."""

    person = models.ForeignKey("network.Person", models.CASCADE, related_name="interests")
    topic = models.CharField(max_length=12, choices=Topic)

    privacy = {"id": Privacy.STAFF, "person": Privacy.MEMBERS, "topic": Privacy.MEMBERS}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "topic"], name="interest_once"),
        ]
        indexes = [models.Index(fields=["topic", "person"], name="interest_topic")]

    def __str__(self):
        return self.get_topic_display()


class Part(models.TextChoices):
    """What of somebody the directory may show, each by their own choice.

    Name, office, city and chapter come with being in the directory at all.
    """

    PRONOUNS = "pronouns", "Pronouns"
    BIO = "bio", "What you wrote about yourself"
    LANGUAGES = "languages", "Languages"
    INTERESTS = "interests", "What you work on"
    PAST_OFFICES = "past_offices", "Offices you held before"
    SEATS = "seats", "Seats on committees"
    OFFICIAL_EMAIL = "official_email", "Your office’s e-mail address"
    OFFICIAL_PHONE = "official_phone", "Your office’s phone number"
    WEBSITE = "website", "Website"


class ShownTo(models.TextChoices):
    NOBODY = "nobody", "Nobody"
    MEMBERS = "members", "Members"


#: What holds where somebody has not chosen.
SHOWN_AT_FIRST = {
    Part.PRONOUNS: ShownTo.MEMBERS,
    Part.BIO: ShownTo.MEMBERS,
    Part.LANGUAGES: ShownTo.MEMBERS,
    Part.INTERESTS: ShownTo.MEMBERS,
    Part.PAST_OFFICES: ShownTo.NOBODY,
    Part.SEATS: ShownTo.MEMBERS,
    Part.OFFICIAL_EMAIL: ShownTo.NOBODY,
    Part.OFFICIAL_PHONE: ShownTo.NOBODY,
    Part.WEBSITE: ShownTo.NOBODY,
}


class DirectoryChoice(models.Model):
    """To whom one part of somebody is shown. It counts only while they are in the directory."""

    person = models.ForeignKey("network.Person", models.CASCADE, related_name="directory_choices")
    part = models.CharField(max_length=14, choices=Part)
    shown_to = models.CharField(max_length=7, choices=ShownTo)

    privacy = dict.fromkeys(["id", "person", "part", "shown_to"], Privacy.SELF)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "part"], name="directory_choice_once"),
        ]

    def __str__(self):
        return f"{self.get_part_display()}: {self.get_shown_to_display()}"
