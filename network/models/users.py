from functools import cached_property

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from network.roles import Privacy

from .rights import Rights


class UserManager(BaseUserManager):
    def create_user(self, email, **fields):
        user = self.model(email=email.strip().lower(), **fields)
        user.set_unusable_password()
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        """An administrator. Nobody signs in by password, so none is kept."""
        return self.create_user(email, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A way to sign in. What somebody may do follows from the memberships of their person."""

    username = None
    email = models.EmailField(unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    privacy = {
        "id": Privacy.STAFF,
        "email": Privacy.SELF,
        "password": Privacy.SECRET,
        "first_name": Privacy.SELF,
        "last_name": Privacy.SELF,
        "is_active": Privacy.STAFF,
        "is_staff": Privacy.STAFF,
        "is_superuser": Privacy.STAFF,
        "last_login": Privacy.SELF,
        "date_joined": Privacy.SELF,
        "groups": Privacy.STAFF,
        "user_permissions": Privacy.STAFF,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_one_per_address",
                violation_error_message="This address already signs somebody in.",
            )
        ]

    def __str__(self):
        return self.email

    def get_full_name(self):
        person = self.known_person
        return str(person) if person else (super().get_full_name() or self.email)

    @cached_property
    def known_person(self):
        """The person who signs in with this account, or None (an administrator may be nobody)."""
        return getattr(self, "person", None)

    @cached_property
    def rights(self) -> Rights:
        """What this user may do today, from live memberships: one query, once a request."""
        return Rights.of(self, on=timezone.localdate())
