"""How names are folded for search and checked on the way in."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_FOLDED = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"})
_JOINERS = re.compile(r"['’‘ʻʼ`.]")
_BREAKS = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Lower case, without accents and punctuation: "O’Brien-Peñarol" is "obrien penarol".

    The same on every database, so that a search finds the same people everywhere.
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_FOLDED))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _BREAKS.sub(" ", _JOINERS.sub("", plain)).strip()


def validate_one_line(text: str) -> None:
    """Refuse what no name or title holds: line breaks, control characters, direction overrides."""
    for letter in text:
        if letter in "\r\n\u2028\u2029":
            raise ValidationError(_("Line breaks are not allowed here."), code="line_break")
        if unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs") and letter != "\u200d":
            raise ValidationError(
                _("This holds a character that cannot be printed."), code="control_character"
            )


def say_money(cents: int) -> str:
    """ "$125" or "$12.50": cents of US dollars as people say them."""
    dollars, rest = divmod(cents, 100)
    return f"${dollars:,}.{rest:02}" if rest else f"${dollars:,}"


#: The states with a chapter or the hope of one, and the places Congress treats like them.
STATE_NAMES = {
    "AL": "Alabama",
    "AK": "Alaska",
    "AZ": "Arizona",
    "AR": "Arkansas",
    "CA": "California",
    "CO": "Colorado",
    "CT": "Connecticut",
    "DE": "Delaware",
    "DC": "District of Columbia",
    "FL": "Florida",
    "GA": "Georgia",
    "HI": "Hawaii",
    "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana",
    "IA": "Iowa",
    "KS": "Kansas",
    "KY": "Kentucky",
    "LA": "Louisiana",
    "ME": "Maine",
    "MD": "Maryland",
    "MA": "Massachusetts",
    "MI": "Michigan",
    "MN": "Minnesota",
    "MS": "Mississippi",
    "MO": "Missouri",
    "MT": "Montana",
    "NE": "Nebraska",
    "NV": "Nevada",
    "NH": "New Hampshire",
    "NJ": "New Jersey",
    "NM": "New Mexico",
    "NY": "New York",
    "NC": "North Carolina",
    "ND": "North Dakota",
    "OH": "Ohio",
    "OK": "Oklahoma",
    "OR": "Oregon",
    "PA": "Pennsylvania",
    "PR": "Puerto Rico",
    "RI": "Rhode Island",
    "SC": "South Carolina",
    "SD": "South Dakota",
    "TN": "Tennessee",
    "TX": "Texas",
    "UT": "Utah",
    "VT": "Vermont",
    "VA": "Virginia",
    "WA": "Washington",
    "WV": "West Virginia",
    "WI": "Wisconsin",
    "WY": "Wyoming",
}
