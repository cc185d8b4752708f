"""What every page's frame needs to know."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from config import frame
from network.models.rights import Rights, rights_of


@dataclass(frozen=True)
class Entry:
    label: str
    href: str
    path: str

    @property
    def current(self) -> str:
        """What aria-current says: this very page, a page below it, or nothing."""
        if self.path == self.href:
            return "page"
        return "true" if self.href != "/" and self.path.startswith(self.href) else ""


def shell(request):
    """Names for the page frame. Rights cost a query only where a template asks for them."""
    language = getattr(request, "LANGUAGE_CODE", get_language())
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "demo": settings.DEMO,
        "frame_language": language,
        "other_languages": [pair for pair in settings.LANGUAGES if pair[0] != language],
        "rights": SimpleLazyObject(lambda: _rights(request)),
        "menu": SimpleLazyObject(lambda: list(menu(request))),
        "alert": SimpleLazyObject(frame.alert),
        "leaves": SimpleLazyObject(frame.leaves),
    }


def menu(request):
    """The main menu's entries for whoever asks, in order."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    entries = [(_("Home"), "/"), (_("Chapters"), "/chapters/")]
    entries += [(_("Events"), "/events/"), (_("Caucuses"), "/caucuses/")]
    entries.append((_("Search"), "/search/"))
    if signed_in:
        rights = _rights(request)
        if rights.directory:
            entries += [(_("Directory"), "/directory/"), (_("Meet"), "/meet/")]
        entries.append((_("My page"), "/me/"))
        if rights.desk:
            entries.append((_("Desk"), "/desk/"))
        if rights.cms:
            entries.append((_("Edit pages"), "/cms/"))
    else:
        entries += [(_("Join"), "/join/"), (_("Sign in"), settings.LOGIN_URL)]
    for label, href in entries:
        yield Entry(label, href, request.path)


def _rights(request) -> Rights:
    user = getattr(request, "user", None)
    return rights_of(user) if user is not None else Rights()
