from django.db import models

from network.roles import Privacy


class PeriodicRun(models.Model):
    """A scheduled job's slot. Unique, so that of many workers one runs it."""

    name = models.CharField(max_length=60)
    slot = models.DateTimeField()

    privacy = dict.fromkeys(["id", "name", "slot"], Privacy.STAFF)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "slot"], name="periodic_run_once_per_slot")
        ]

    def __str__(self):
        return f"{self.name} {self.slot:%Y-%m-%d %H:%M}"


class WorkerBeat(models.Model):
    """When a worker last said it was alive."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()

    privacy = dict.fromkeys(["worker_id", "seen_at"], Privacy.STAFF)

    def __str__(self):
        return self.worker_id


class Hold(models.Model):
    """While one is here, no worker runs and no letter goes out: the database is a copy."""

    reason = models.CharField(max_length=200)
    since = models.DateTimeField()

    privacy = dict.fromkeys(["id", "reason", "since"], Privacy.STAFF)

    def __str__(self):
        return self.reason
