from network.operations.results import NOT_KEPT, read_results

from ._reading import ReadingCommand


class Command(ReadingCommand):
    help = (
        "Read who won from a CSV file of results. Reading it again changes only what "
        "the file changed. A refused row leaves everything as it was."
    )
    read = staticmethod(read_results)
    not_kept = NOT_KEPT
