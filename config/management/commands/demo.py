import os
from datetime import date, datetime, time
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from config.demo import cast, generator, groups, mailbox, play_money, serving
from config.demo.site import files


class Command(BaseCommand):
    help = "Build the fictional network and, if asked, serve it."

    def add_arguments(self, parser):
        parser.add_argument("--members", type=int, default=1800, help="How many people.")
        parser.add_argument("--seed", type=int, default=1, help="The same people for one seed.")
        parser.add_argument("--on", type=date.fromisoformat, help="The day it is; today.")
        parser.add_argument("--fresh", action="store_true", help="Start over.")
        parser.add_argument(
            "--serve",
            type=int,
            nargs="?",
            const=int(os.environ.get("PORT", "8000")),
            metavar="PORT",
            help="Then run the web server and the worker.",
        )

    def handle(self, *, members, seed, on, fresh, serve, **options):
        if not (settings.DEBUG and settings.DEMO):
            raise CommandError("The demo needs DEBUG=1 and DEMO=1: it signs anybody in as anyone.")
        if serve and not serving.is_free(serve):
            raise CommandError(f"Port {serve} is taken. Choose another with PORT.")
        if fresh:
            self._start_over()
        self._migrate()
        self._build(members, seed, on)
        self._introduce(serve or settings.PORT)
        if serve and (ended := serving.run(play_money.beside(serve) | serving.commands(serve))):
            raise CommandError(f"The {ended} stopped, so the demo did.")

    def _migrate(self):
        self.stdout.write("Preparing the database")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)

    def _build(self, members, seed, on):
        found = generator.standing_network()
        if found:
            self._refuse_strangers(found)
            self.stdout.write("The demo is there already and stays as it is (--fresh starts over).")
            return
        at = timezone.make_aware(datetime.combine(on, time(9))) if on else timezone.localtime()
        try:
            generator.build(members=members, seed=seed, at=at, say=self._say)
        except ValidationError as refusal:
            raise CommandError(refusal.messages[0]) from None

    def _say(self, text):
        self.stdout.write(f"  {text}")
        self.stdout.flush()

    def _start_over(self):
        """Empty the database, but never one that holds anything but the demo."""
        if "network_group" in connection.introspection.table_names():
            self._refuse_strangers(generator.standing_network())
            files.forget()
        if connection.vendor == "sqlite":
            file = Path(connection.settings_dict["NAME"])
            connection.close()
            for path in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
                path.unlink(missing_ok=True)
        else:
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE")
                cursor.execute("CREATE SCHEMA public")
        mailbox.empty()
        play_money.forget()

    def _refuse_strangers(self, network):
        if network and network.slug != groups.NETWORK_SLUG:
            raise CommandError(f"This database holds {network}, which is not the demo's. Stopped.")

    def _introduce(self, port):
        self.stdout.write("\nPeople to try:")
        for part in cast.PARTS:
            who = f"{part.name} <{part.email}>" if part.name else "nobody"
            self.stdout.write(f"  {part.title}: {who}\n      {part.does}")
        self.stdout.write(
            f"\nChoose who to be at http://localhost:{port}/demo/\n"
            f"Letters land at   http://localhost:{port}/demo/mailbox/\n"
        )
        self.stdout.flush()
