"""Staff give chapters their pages here, inside the editor."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cms import operations
from cms.models import ChapterPage
from network.models import Group
from network.roles import GroupKind


@require_safe
def index(request):
    """Open chapters, with or without a page."""
    pages = {page.group_id: page for page in ChapterPage.objects.defer_streamfields()}
    rows = [(chapter, pages.get(chapter.pk)) for chapter in _chapters(request.user)]
    return render(request, "cms/chapter_pages.html", {"rows": rows})


@require_POST
def make(request, slug):
    chapter = get_object_or_404(_chapters(request.user), slug=slug)
    try:
        page = operations.make_chapter_page(group=chapter, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, f"{page.title} has its page.")
    return redirect("chapter_pages")


def _chapters(user):
    if not user.rights.everyone:
        raise Http404
    return Group.objects.editable_by(user).open().filter(kind=GroupKind.CHAPTER).order_by("name")
