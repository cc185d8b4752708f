from django.urls import path

from network.desk import follow_up, prospects

prospects_urls = [
    path("", prospects.listing, name="prospects"),
    path("add/", follow_up.add, name="prospect_add"),
    path("referrers/", prospects.brought, name="referrers"),
    path("<uuid:prospect>/", prospects.show, name="prospect"),
    path("<uuid:prospect>/move/", follow_up.move, name="prospect_move"),
    path("<uuid:prospect>/plan/", follow_up.plan, name="prospect_plan"),
    path("<uuid:prospect>/close/", follow_up.close, name="prospect_close"),
    path("<uuid:prospect>/reopen/", follow_up.reopen, name="prospect_reopen"),
    path("<uuid:prospect>/invite/", follow_up.invite, name="prospect_invite"),
    path("<uuid:prospect>/admit/", follow_up.admit, name="prospect_admit"),
]
