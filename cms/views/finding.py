"""From a state to its chapter."""

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from cms.models import listed_chapters
from network.words import STATE_NAMES


@require_safe
def find(request):
    """To the state's chapter; to the list of all, which says so, where there is none."""
    code = request.GET.get("state", "").upper()
    if code not in STATE_NAMES:
        return redirect("/chapters/")
    for chapter, href in listed_chapters(request):
        if chapter.state == STATE_NAMES[code]:
            return redirect(href)
    return redirect(f"/chapters/?state={code}")
