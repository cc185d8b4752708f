from events.models.clocks import validate_zone
from events.models.event import Event, Visibility
from events.models.tokens import CalendarToken, PrivateShown

__all__ = ["CalendarToken", "Event", "PrivateShown", "Visibility", "validate_zone"]
