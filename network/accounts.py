"""Signing in: allauth's journeys in our words, and the second factor for those with rights."""

import time
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.forms import AddEmailForm, RequestLoginCodeForm
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from network import mail, sealing
from network.operations import logins

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]

#: Session key: where somebody was going when we asked them to set up a factor.
WANTED = "wanted_after_factor"


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": "That is not the code we sent. Check it and try again.",
        "too_many_login_attempts": "This code no longer works. Ask for a new one.",
        "rate_limited": "Please wait a few seconds, then ask again.",
        "email_taken": "This address already signs somebody in.",
        "duplicate_email": "You already sign in with this address.",
        "same_as_current": "You already sign in with this address.",
    }

    def is_open_for_signup(self, request):
        """Nobody signs up here: joining is asked for at /join/ and decided by people."""
        return False

    def validation_error(self, code, *args):
        """allauth has one sentence for a used-up code and for too many tries; we have two."""
        if code == "too_many_login_attempts":
            words = "That was too many tries. Wait a few minutes, then try again."
            return ValidationError(words, code=code)
        return super().validation_error(code, *args)

    def send_mail(self, template_prefix, email, context):
        """Queue it: the answer takes the same time whether or not the address is known."""
        name = template_prefix.rpartition("/")[2]
        words = {key: value for key, value in context.items() if key in LETTER_WORDS}
        mail.post(
            to=email,
            template=f"account_{name}",
            key=f"account_{name}:{uuid4()}",
            private=True,
            site_name=settings.WAGTAIL_SITE_NAME,
            **words,
        )

    def confirm_email(self, request, email_address):
        """The address is proven: it signs in from now on, and the record says the same."""
        try:
            with transaction.atomic():
                user, at = email_address.user, timezone.now()
                logins.move(user=user, email=email_address.email, at=at)
                return super().confirm_email(request, email_address)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return False

    def get_reauthentication_methods(self, user):
        """The passkey first, where there is one; never a password."""
        methods = {method["id"]: method for method in super().get_reauthentication_methods(user)}
        known = [(name, words) for name, words in FACTOR_WORDS.items() if name in methods]
        return [methods[name] | {"description": words} for name, words in known]

    def get_logout_redirect_url(self, request):
        return "/"


#: What allauth may tell a letter. Its requests and user agents stay out.
LETTER_WORDS = {"code", "from_email", "to_email", "deleted_email", "timestamp", "ip"}


#: Ways to show that it is you, in the order we offer them.
FACTOR_WORDS = {
    "mfa_reauthenticate:webauthn": "Use my passkey",
    "mfa_reauthenticate": "Use an authenticator app or a recovery code",
}


class RequestCodeForm(RequestLoginCodeForm):
    """Whoever's personal address is on record signs in with it, the first time as any other."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        field.label = "Your personal e-mail address"
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs["autocomplete"] = "email webauthn"

    def clean_email(self):
        email = super().clean_email().lower()
        user = logins.ensure(email=email, at=timezone.now())
        # The code goes to the address as typed. A database may find "mike" for a dotless "mıke".
        self._user = user if user and user.email.lower() == email else None
        return email


class ChangeEmailForm(AddEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "New e-mail address"
        self.fields["email"].widget.attrs.pop("placeholder", None)


class AddPasskeyForm(AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name it"
        self.fields["name"].help_text = "So that you know it again, such as “My phone”."
        field = self.fields["passwordless"]
        field.label = "Sign in with it alone, without an e-mailed code"
        field.help_text = "Your device will ask for your fingerprint, face or PIN."
        field.initial = True


class FactorAdapter(DefaultMFAAdapter):
    """Authenticator secrets are unreadable without a key that is not in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is not right. Wait for the next one and try again.",
    }

    def encrypt(self, text):
        return sealing.seal(text)

    def decrypt(self, encrypted_text):
        return sealing.unseal(encrypted_text)

    def generate_authenticator_name(self, user, type):
        count = Authenticator.objects.filter(user=user, type=type).count()
        return "My passkey" if not count else f"My passkey {count + 1}"


def has_factor(user) -> bool:
    return is_mfa_enabled(user, FACTORS)


def used_factor(request) -> bool:
    """Whether a factor was used in this very session, and is not removed since."""
    records = get_authentication_records(request, request.user)
    used = [record.get("id") for record in records if record.get("method") == "mfa"]
    if not any(used):
        return bool(used)
    return Authenticator.objects.filter(user=request.user, pk__in=filter(None, used)).exists()


def is_fresh(request) -> bool:
    """Whether the person proved who they are within the last few minutes."""
    records = get_authentication_records(request, request.user)
    last = max((record["at"] for record in records), default=0)
    return time.time() - last < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def factor_page(request, back=None):
    """Where somebody shows the factor they have, and comes back from."""
    page = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
    return _and_back(request, page, back)


def _and_back(request, page, back=None):
    return f"{page}?{urlencode({REDIRECT_FIELD_NAME: back or request.get_full_path()})}"


def ask_for_factor(request, *, who):
    """Send somebody to use their factor and back here, or show them how to set one up."""
    if not has_factor(request.user):
        request.session[WANTED] = request.get_full_path()
        return render(request, "network/factor_needed.html", {"who": who}, status=403)
    return redirect(factor_page(request))


class SecondFactor:
    """Lets nobody into the desk and the editor who has not used a second factor in this session.

    A visitor is asked to sign in; for somebody without rights there, nothing is there.
    """

    places = {"/desk/": "desk", "/cms/": "cms"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        for place, right in self.places.items():
            if request.path_info.startswith(place):
                return self.keep_out(request, right) or self.let_in(request)
        return self.get_response(request)

    def let_in(self, request):
        response = self.get_response(request)
        if response.headers.get("Location", "").startswith(settings.LOGIN_URL):
            # Wagtail sends whom it does not know to sign in, where they are sent back at once.
            raise Http404
        return response

    def keep_out(self, request, right):
        """The answer for whoever may not pass, or None."""
        user = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not getattr(user.rights, right):
            raise Http404
        return None if used_factor(request) else ask_for_factor(request, who="Staff")


class StepUp:
    """Nobody changes how they sign in, takes a record away or ends it with an old session.

    allauth asks again only where there is a password or a factor; without either we send a code.
    """

    guarded = {
        "account_email",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "network:my_data",
        "network:leave",
        "network:erase",
    }

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.view_name not in self.guarded:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return (
            None
            if is_fresh(request)
            else redirect(_and_back(request, reverse("account_reauthenticate")))
        )
