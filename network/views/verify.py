"""Where the link of a verification letter leads. Looking changes nothing; a button answers."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from network.forms.term_reports import OverForm
from network.models.verifications import Answer
from network.operations import verifications


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request, secret):
    """The question; an unknown, used or late link is answered with the same page, whoever asks."""
    question = verifications.question_of(secret, on=timezone.localdate())
    if question is None:
        return _quiet(render(request, "network/offices/gone.html", status=410))
    form = OverForm(request.POST if request.POST.get("answer") == Answer.NO else None)
    try:
        if request.method == "POST" and _answer(request, secret, form):
            return _quiet(redirect("network:verify_thanks"))
    except ValidationError as refusal:
        if refusal.code == "gone":
            return _quiet(render(request, "network/offices/gone.html", status=410))
        form.refuse(refusal)
    context = {"question": question, "term": question.term, "form": form}
    return _quiet(render(request, "network/offices/verify.html", context))


@require_safe
def thanks(request):
    return render(request, "network/offices/thanks.html")


def _answer(request, secret, form) -> bool:
    """Whether an answer was given and taken."""
    if request.POST.get("answer") == Answer.YES:
        verifications.say_yes(secret=secret, at=timezone.now())
        return True
    if not (form.is_bound and form.is_valid()):
        return False
    ends_on, precision = form.cleaned_data["ends"]
    verifications.say_no(
        secret=secret,
        news=form.cleaned_data["news"],
        ends_on=ends_on,
        ends_precision=precision,
        at=timezone.now(),
    )
    return True


def _quiet(response):
    """The address holds a secret: nothing indexes it. The site's policy tells it to no other site;
    a stricter one would keep browsers from sending the page's own form.
    """
    response["X-Robots-Tag"] = "noindex"
    return response
