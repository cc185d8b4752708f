"""Addresses that let in whoever has them: chats one joins by a link, and meetings.

They belong in a caucus's links, never on a page, nor in a draft of one, which is kept too.
"""

import html
import json
import re
from urllib.parse import unquote

from django.core.exceptions import ValidationError

REFUSAL = (
    "This page is public, and this link lets anybody in. Keep it in the caucus's links instead."
)

#: Host and the part of the path that makes it an invitation.
_DOORS = r"""
    (?: signal\.group/
    | signal\.me/
    | sgnl://
    | (?:[\w-]+\.)*zoom(?:gov)?\.(?:us|com)/(?:j|w|s|my|wc/join)/
    | meet\.google\.com/(?:lookup/\w|[a-z]{3,4}-?[a-z]{4}-?[a-z]{3,4}\b)
    | teams\.(?:microsoft|live)\.com/(?:l/meetup-join|meet)/
    | chat\.whatsapp\.com/
    | (?:t|telegram)\.me/(?:\+|joinchat/)
    | discord\.gg/
    | discord(?:app)?\.com/invite/
    | (?:[\w-]+\.)*webex\.com/(?:meet|join|[\w-]+/j\.php)
    | (?:[\w-]+\.)*gotomeet(?:ing)?\.(?:me|com)/
    | (?:[\w-]+\.)*gotomeeting\.com/join/
    )"""
_DOOR = re.compile(
    rf"(?<![\w.-])(?:https?://)?(?:www\.)?{_DOORS}[^\s\"'<>\\)]*", re.IGNORECASE | re.VERBOSE
)
#: What an eye does not see and a browser takes out.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]|\\\\u(?:00ad|200[b-f]|feff)")


def found_in(text: str) -> str:
    """The first such address in a text, or nothing. Escaped or written out, it is the same."""
    plain = _UNSEEN.sub("", text)
    for said in (plain, unquote(html.unescape(plain).replace("\\/", "/"))):
        found = _DOOR.search(said)
        if found:
            return found.group()
    return ""


def refuse_in(fields: dict) -> None:
    """Raises ValidationError with the refusal for each field whose value holds one."""
    held = [name for name, value in fields.items() if found_in(_said(value))]
    if held:
        raise ValidationError(
            {name: ValidationError(REFUSAL, code="private_link") for name in held}
        )


def _said(value) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
