"""One's own offices as one timeline, and one's own word on how it stands with them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.forms.term_reports import GoneForm, StillForm, WonForm
from network.models.term_reports import News
from network.operations import term_reports
from network.reports import offices

#: What one tells of a term one holds, with the form that asks.
OF_A_TERM = {
    News.STILL: StillForm,
    News.LOST: GoneForm,
    News.RESIGNED: GoneForm,
    News.OVER: GoneForm,
}


@login_required
@require_safe
def listing(request):
    """Terms, the latest first, and what one told us that waits."""
    person = _me(request)
    context = offices.mine(person, on=timezone.localdate())
    return render(request, "network/offices/mine.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request, term, news):
    person = _me(request)
    if news not in OF_A_TERM:
        raise Http404
    row = get_object_or_404(person.terms.select_related("office__jurisdiction"), public_id=term)
    form = OF_A_TERM[news](request.POST if request.method == "POST" else None)
    return _told(request, form, person, News(news), lede=str(row.office), term=row)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def won(request):
    form = WonForm(
        request.POST if request.method == "POST" else None,
        url=request.path,
        initial={"place": request.GET.get("place", "")},
    )
    return _told(request, form, _me(request), News.WON, lede="Congratulations! Which office?")


@login_required
@require_POST
def take_back(request, report):
    person = _me(request)
    row = get_object_or_404(person.term_reports, public_id=report)
    try:
        term_reports.take_back(report=row, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "Taken back. Nothing changes.")
    return redirect("network:my_offices")


def _told(request, form, person, news, *, lede, term=None):
    if form.is_bound and form.is_valid():
        try:
            term_reports.tell(
                person=person,
                news=news,
                term=term,
                by=request.user,
                at=timezone.now(),
                **form.told(),
            )
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "Thank you. Staff read it and put it on the record.")
            return redirect("network:my_offices")
    context = {"form": form, "title": news.label, "lede": lede}
    return render(request, "network/offices/tell.html", context)


def _me(request):
    if request.user.known_person is None:
        raise Http404
    return request.user.known_person
