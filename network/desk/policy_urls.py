"""Addresses below /desk/policies/ and /desk/pledges/."""

from django.urls import path

from network.desk import pledges, policies

policies_urls = [
    path("", policies.listing, name="policies"),
    path("<uuid:action>/", policies.show, name="policy_action"),
    path("<uuid:action>/confirm/", policies.confirm, name="policy_confirm"),
    path("<uuid:action>/decline/", policies.decline, name="policy_decline"),
]

pledges_urls = [
    path("", pledges.listing, name="pledges"),
    path("new/", pledges.new, name="pledge_new"),
    path("of/<slug:slug>/", pledges.show, name="pledge"),
    path("of/<slug:slug>/edit/", pledges.edit, name="pledge_edit"),
    path("of/<slug:slug>/close/", pledges.close, name="pledge_close"),
]
