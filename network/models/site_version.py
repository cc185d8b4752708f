"""One number that says which state of the public pages is the present one."""

from django.db import connection, models, transaction
from django.db.models import F, Q

from network.roles import Privacy


class SiteVersion(models.Model):
    """A single row, raised whenever something that public pages show may have changed.

    What is kept of a page is good while this stands still, in every process on every machine.
    """

    number = models.PositiveBigIntegerField(default=0)

    #: The latest that this process has met, or one more where it was raised here.
    seen = 0

    privacy = dict.fromkeys(["id", "number"], Privacy.STAFF)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="site_version_is_one_row")]

    def __str__(self):
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        """Nothing was ever raised where there is no row."""
        cls.seen = cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0
        return cls.seen

    @classmethod
    def raise_on_commit(cls) -> None:
        """Once for a transaction, after it: a row held within would make all writers wait.

        A process that dies between the two leaves pages that are a minute old at most.
        """
        within = set(connection.savepoint_ids)
        is_queued = any(
            queued is _raise and savepoints <= within
            for savepoints, queued, _ in connection.run_on_commit
        )
        if not is_queued:
            transaction.on_commit(_raise, robust=True)


def _raise():
    SiteVersion.seen += 1
    if not SiteVersion.objects.filter(pk=1).update(number=F("number") + 1):
        SiteVersion.objects.get_or_create(pk=1, defaults={"number": 1})
