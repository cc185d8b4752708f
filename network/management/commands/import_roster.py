from network.operations.rosters import NOT_KEPT, read_roster

from ._reading import ReadingCommand


class Command(ReadingCommand):
    help = (
        "Read people, offices and terms from a CSV file. Reading it again changes only what "
        "the file changed. A refused row leaves everything as it was."
    )
    read = staticmethod(read_roster)
    not_kept = NOT_KEPT
