"""Signing in: allauth's journeys in our words, and the second factor for those with rights."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import RequestLoginCodeForm
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):
    pass


class RequestCodeForm(RequestLoginCodeForm):
    pass


class FactorAdapter(DefaultMFAAdapter):
    pass


class SecondFactor:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)
