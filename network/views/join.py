"""The joining journey: one question a page, the answers checked, the mailbox proven."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.forms.join import CodeForm
from network.models import Jurisdiction
from network.operations import applications, mailboxes

from .drafts import QUESTIONS, Draft

MOST_PLACES = 20
USED_UP = noop("This code no longer works. Ask for a new one.")
WRONG = noop("This is not the code we sent. Look at the letter and try again.")
TOO_MANY = noop("We have sent several codes already. Wait an hour, then ask for a new one.")


@never_cache
@require_safe
def start(request):
    draft = Draft(request.session)
    unfinished = draft.answers and (draft.first_missing() or "check")
    return render(request, "network/join/start.html", {"unfinished": unfinished})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, question):
    """One question. An answer leads to the first one still open, or to the check."""
    asked = QUESTIONS[question]
    draft = Draft(request.session)
    if missing := draft.first_missing(before=question):
        return redirect("network:join_ask", question=missing)
    form = asked.form(request.POST if request.method == "POST" else None)
    form.initial = draft.initial(question)
    if form.is_bound and form.is_valid():
        draft.answer(question, form.cleaned_data)
        return _onwards(draft)
    extra = _places(request, draft) if question == "place" else {}
    return render(
        request,
        f"network/join/{'place' if question == 'place' else 'ask'}.html",
        {"asked": asked, "form": form, **_whereabouts(question, draft), **extra},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request):
    """The answers once more; going on sends the code."""
    draft = Draft(request.session)
    if missing := _missing(draft):
        return redirect("network:join_ask", question=missing)
    if request.method == "POST":
        return redirect("network:join_code" if _send_code(request, draft) else "network:join_check")
    answers = draft.as_application()
    return render(
        request, "network/join/check.html", {"answers": answers, "office": draft.office()}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request):
    """The code from the letter. The right one sends the application, once.

    Nobody is signed in here: signing in has one door, with its own limits, notices and second
    factor, and the code it sends takes a member half a minute.
    """
    draft = Draft(request.session)
    if not draft.code:
        return redirect("network:join_done" if draft.is_done else "network:join_check")
    if missing := _missing(draft):
        return redirect("network:join_ask", question=missing)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if refusal := _refusal(request, draft, form.cleaned_data["code"]):
            form.add_error("code", refusal)
        else:
            return _submit(request, draft)
    return render(request, "network/join/code.html", {"form": form, "email": draft.email})


@never_cache
@require_POST
def code_again(request):
    draft = Draft(request.session)
    if draft.code and not _missing(draft) and _send_code(request, draft):
        messages.success(request, gettext("A new code is on its way. The old one no longer works."))
    return redirect("network:join_code")


@never_cache
@require_safe
def done(request):
    if not Draft(request.session).is_done:
        return redirect("network:join")
    return render(request, "network/join/done.html")


def _whereabouts(question, draft):
    names = list(QUESTIONS)
    number = names.index(question) + 1
    complete = draft.first_missing() is None
    return {
        "number": number,
        "total": len(names),
        "back": "check" if complete else names[number - 2] if number > 1 else "",
    }


def _places(request, draft):
    """The places that the typed words name; the one chosen before, until they are typed anew."""
    typed = (request.POST if request.method == "POST" else request.GET).get("q", "")[:200]
    found = _likely_first(Jurisdiction.objects.named_like(typed), draft.body_kinds())
    chosen = draft.place()
    return {
        "typed": typed,
        "places": found[:MOST_PLACES] if typed else [chosen] if chosen else [],
        "more": len(found) > MOST_PLACES,
        "chosen": chosen,
        "contact": settings.DEFAULT_FROM_EMAIL,
    }


def _likely_first(places, kinds):
    """Kinds of place that have such an office come before all others; one too many at most."""
    found = list(places.filter(kind__in=kinds)[: MOST_PLACES + 1])
    return found + list(places.exclude(kind__in=kinds)[: MOST_PLACES + 1 - len(found)])


def _missing(draft):
    return draft.first_missing() or ("" if draft.place() else "place")


def _onwards(draft):
    if missing := draft.first_missing():
        return redirect("network:join_ask", question=missing)
    return redirect("network:join_check")


def _send_code(request, draft):
    if not ratelimit.consume(request, action="join_code", key=draft.email):
        messages.error(request, gettext(TOO_MANY))
        return False
    draft.keep_code(mailboxes.send_code(email=draft.email, at=timezone.now()))
    return True


def _refusal(request, draft, typed):
    """Why a code is not taken, or nothing. Tries are counted outside the session, for all tabs."""
    kept, now = draft.code, timezone.now()
    in_time = now.timestamp() < kept["until"]
    if not (in_time and ratelimit.consume(request, action="join_try", key=kept["salt"])):
        return gettext(USED_UP)
    if not mailboxes.is_proven(kept, email=draft.email, code=typed, at=now):
        return gettext(WRONG)
    return ""


def _submit(request, draft):
    try:
        applications.submit(**draft.as_application(), at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("network:join_check")
    draft.finish()
    return redirect("network:join_done")
