"""Addresses of who can be met, for whom and what about, below `/desk/meetings/`."""

from django.urls import path

from . import hosts, pools, types

HOST = "hosts/<slug:host>/"
KIND = "types/<uuid:meeting_type>/"
POOL = "pools/<uuid:pool>/"

hosts_urls = [
    path("hosts/", hosts.listing, name="meeting_hosts"),
    path("hosts/new/", hosts.new, name="meeting_host_new"),
    path("hosts/new/me/", hosts.begin, name="meeting_host_me"),
    path(HOST, hosts.show, name="meeting_host"),
    path(f"{HOST}edit/", hosts.edit, name="meeting_host_edit"),
    path(f"{HOST}link/", hosts.link, name="meeting_host_link"),
    path(f"{HOST}for/", hosts.serve, name="meeting_host_for"),
    path(f"{HOST}for/<slug:group>/end/", hosts.serve_no_more, name="meeting_host_for_end"),
    path(f"{HOST}stop/", hosts.stop, name="meeting_host_stop"),
    path(f"{HOST}resume/", hosts.resume, name="meeting_host_resume"),
    path(f"{HOST}usual-hours/", hosts.usual_hours, name="meeting_host_usual_hours"),
    path("types/", types.listing, name="meeting_types"),
    path("types/new/", types.new, name="meeting_type_new"),
    path(KIND, types.edit, name="meeting_type"),
    path(f"{KIND}copy/", types.copy, name="meeting_type_copy"),
    path(f"{KIND}withdraw/", types.withdraw, name="meeting_type_withdraw"),
    path(f"{KIND}offer/", types.offer, name="meeting_type_offer"),
    path("pools/", pools.listing, name="meeting_pools"),
    path("pools/new/", pools.new, name="meeting_pool_new"),
    path(POOL, pools.show, name="meeting_pool"),
    path(f"{POOL}name/", pools.rename, name="meeting_pool_name"),
    path(f"{POOL}join/", pools.join, name="meeting_pool_join"),
    path(f"{POOL}hosts/<slug:host>/", pools.weigh, name="meeting_pool_weight"),
    path(f"{POOL}hosts/<slug:host>/leave/", pools.leave, name="meeting_pool_leave"),
]
