from django.core.management.base import BaseCommand, CommandError

from network import audit


class Command(BaseCommand):
    help = "Check that no entry of the audit trail was changed, cut out or slipped in."

    def add_arguments(self, parser):
        parser.add_argument(
            "--expect",
            metavar="NUMBER:SEAL",
            help="What was written down earlier, to prove that the chain is still the same.",
        )

    def handle(self, *, expect, **options):
        faults = list(audit.faults(expect=_read(expect)))
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"The audit trail is broken in {len(faults)} places.")
        number, seal = audit.last_seal()
        self.stdout.write(f"{number} entries, none changed. Write down: {number}:{seal}")


def _read(expect):
    if not expect:
        return None
    number, _, seal = expect.partition(":")
    if not number.isdigit() or not seal:
        raise CommandError("Give the number and the seal as they were printed: 1234:5d41402a…")
    return int(number), seal
