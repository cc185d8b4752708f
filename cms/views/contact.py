"""Writing to the staff: what visitors send, and what national staff read of it."""

from uuid import uuid4

from allauth.core import ratelimit
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from wagtail.contrib.forms.views import SubmissionsListView

from cms import operations
from cms.models.contact import ONCE, TRAP
from network.reports import sheets

TOO_MANY = (
    "A lot was sent from where you are in the last hour. Your words are still here: send them"
    " again in an hour."
)


def take(request, page):
    """What a form page's visitor sends. Whoever filled in what nobody sees hears only thanks."""
    form = page.get_form(request.POST, page=page, user=request.user)
    if not request.POST.get(TRAP):
        if not form.is_valid():
            return _again(request, page, form)
        if not ratelimit.consume(request, action="write"):
            form.add_error(None, TOO_MANY)
            return _again(request, page, form, status=429)
        operations.take_message(
            page=page,
            answers=form.answers,
            reply_to=form.reply_to,
            sent_as=form.sent_as,
            at=timezone.now(),
        )
    return redirect(f"{page.get_url(request)}?sent=1")


def _again(request, page, form, status=200):
    if ONCE in form.errors:
        form.data = {**form.data.dict(), ONCE: uuid4()}
    context = {**page.get_context(request), "form": form}
    response = TemplateResponse(request, page.get_template(request), context, status=status)
    patch_cache_control(response, no_store=True, private=True)
    return response


class Messages(SubmissionsListView):
    """Wagtail's own, whose files no spreadsheet runs: strangers wrote what is in them."""

    def to_row_dict(self, item):
        return {
            name: sheets.safe(said) if isinstance(said, str) else said
            for name, said in super().to_row_dict(item).items()
        }
