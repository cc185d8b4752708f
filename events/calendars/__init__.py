"""What calendars on people's phones are told, and in which words."""

from events.calendars.entries import Entry, of_event, uid
from events.calendars.sources import Sources, sources
from events.calendars.writing import write

__all__ = ["Entry", "Sources", "of_event", "sources", "uid", "write"]
