"""A code by letter, for who takes a place without being signed in. It signs nobody in.

What was answered waits in the session until the code comes back.
"""

from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop

from network.forms.join import CodeForm
from network.operations import mailboxes

KEPT = "visit"
USED_UP = noop("This code no longer works. Ask for a new one.")
WRONG = noop("This is not the code we sent. Look at the letter and try again.")
TOO_MANY = noop("We have sent several codes already. Wait an hour, then ask for a new one.")


def send(request, kept, *, at) -> bool:
    """`kept` says what it is about, in `email` where the code goes, and perhaps which `letter`."""
    if not ratelimit.consume(request, action="join_code", key=kept["email"]):
        messages.error(request, gettext(TOO_MANY))
        return False
    code = mailboxes.send_code(email=kept["email"], at=at, letter=kept.get("letter", "place_code"))
    request.session[KEPT] = {**kept, "code": code}
    return True


def send_again(request, about, *, at) -> None:
    kept = waiting_for(request, about)
    if kept and send(request, kept, at=at):
        messages.success(request, gettext("A new code is on its way. The old one no longer works."))


def waiting_for(request, about):
    """What was answered about this, while its code has not come back."""
    kept = request.session.get(KEPT)
    return kept if kept and kept["about"] == about else None


def refusal(request, kept, typed, *, at) -> str:
    """Why a code is not taken, or nothing. Tries are counted outside the session, for all tabs."""
    code = kept["code"]
    in_time = at.timestamp() < code["until"]
    if not (in_time and ratelimit.consume(request, action="join_try", key=code["salt"])):
        return gettext(USED_UP)
    if not mailboxes.is_proven(code, email=kept["email"], code=typed, at=at):
        return gettext(WRONG)
    return ""


def ask(request, about, act, *, back, again, at):
    """The page that takes the code: the right one does `act(kept)`. Back where nothing waits."""
    kept = waiting_for(request, about)
    if kept is None:
        return redirect(back)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if refused := refusal(request, kept, form.cleaned_data["code"], at=at):
            form.add_error("code", refused)
        else:
            return act(kept)
    context = {"form": form, "email": kept["email"], "back": back, "again": again}
    return render(request, "events/visit_code.html", context)


def forget(request) -> None:
    request.session.pop(KEPT, None)
