from django.core.management.base import BaseCommand, CommandError

from network.operations import resealing


class Command(BaseCommand):
    help = "Seal with the newest of SECRETS_KEYS whatever was sealed with an older one."

    def handle(self, **options):
        unopened = []
        for told in resealing.renew_all():
            self.stdout.write(
                f"{told.words}: {told.renewed:,} sealed anew, {told.newest:,} sealed with the"
                f" newest key already, {len(told.unopened):,} not opened."
            )
            unopened += told.unopened
        for name in unopened:
            self.stderr.write(f"No key in SECRETS_KEYS opens {name}.")
        if unopened:
            raise CommandError(
                f"Values that no key in SECRETS_KEYS opens: {len(unopened):,}. Put the key they"
                " were sealed with back, after the newest one, and run this again. If it is"
                " lost, they have to be set up again."
            )
        self.stdout.write("Every key in SECRETS_KEYS but the first may go now.")
