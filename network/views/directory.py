"""Members find one another. Whoever does not show themselves is not there."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from network.forms.directory import DirectoryFilter, MessageForm
from network.models.rights import rights_of
from network.operations import messages as letters
from network.reports import directory


def members_only(view):
    """Members, alumni and staff come in; for everybody else there is nothing here."""

    @wraps(view)
    @login_required
    def guarded(request, *args, **kwargs):
        if not rights_of(request.user).directory:
            raise Http404
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


@members_only
@require_safe
def listing(request):
    """Thirty at a time; an unknown filter lists nobody."""
    form = DirectoryFilter(request.GET)
    shown = None
    if form.is_valid():
        page = form.cleaned_data["page"] or 1
        shown = directory.listing(request.user, on=timezone.localdate(), page=page, **form.wanted())
    query = request.GET.copy()
    query.pop("page", None)
    context = {"form": form, "shown": shown, "query": query.urlencode()}
    return render(request, "network/directory/list.html", context)


@members_only
@require_safe
def show(request, public_id):
    entry = directory.entry(request.user, public_id, on=timezone.localdate())
    if entry is None:
        raise Http404
    can_write = directory.may_be_written_to(request.user, public_id) is not None
    context = {"entry": entry, "can_write": can_write}
    return render(request, "network/directory/entry.html", context)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def write(request, public_id):
    """A letter to somebody whose address stays with us."""
    recipient = directory.may_be_written_to(request.user, public_id)
    sender = request.user.known_person
    if recipient is None or sender is None:
        raise Http404
    form = MessageForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _sent(request, form, sender, recipient):
        messages.success(request, f"Your message is on its way to {recipient}.")
        return redirect("network:directory_entry", public_id)
    context = {
        "form": form,
        "recipient": recipient,
        "left": letters.left_today(request.user, at=timezone.now()),
        "is_listed": directory.is_listed(sender, on=timezone.localdate()),
    }
    return render(request, "network/directory/write.html", context)


def _sent(request, form, sender, recipient):
    values = form.cleaned_data
    try:
        letters.send(
            sender=sender,
            recipient=recipient,
            subject=values["subject"],
            words=values["words"],
            answer_to=request.user.email if values["share"] else "",
            key=values["key"],
            by=request.user,
            at=timezone.now(),
        )
    except ValidationError as refusal:
        form.refuse(refusal)
        return False
    return True
