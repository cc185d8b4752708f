from django.urls import path

from caucuses.views import hub, invitations, meetings, stewards, vault

app_name = "caucuses"

urlpatterns = [
    path("", hub.index, name="index"),
    path("steward/", stewards.index, name="stewarded"),
    path("steward/new/", stewards.make, name="make"),
    path("join/<str:token>/", invitations.join, name="join_by_link"),
    path("<slug:slug>/", hub.hub, name="hub"),
    path("<slug:slug>/join/", hub.join, name="join"),
    path("<slug:slug>/ask/", hub.ask, name="ask"),
    path("<slug:slug>/withdraw/", hub.withdraw, name="withdraw"),
    path("<slug:slug>/accept/", hub.accept, name="accept"),
    path("<slug:slug>/no-thanks/", hub.decline_invitation, name="decline_invitation"),
    path("<slug:slug>/leave/", hub.leave, name="leave"),
    path("<slug:slug>/unlock/", hub.unlock, name="unlock"),
    path("<slug:slug>/invite/", hub.invite, name="invite"),
    path("<slug:slug>/requests/<uuid:public_id>/approve/", hub.approve, name="approve"),
    path("<slug:slug>/requests/<uuid:public_id>/decline/", hub.decline, name="decline"),
    path("<slug:slug>/members/<uuid:public_id>/remove/", hub.remove, name="remove"),
    path("<slug:slug>/appear/", hub.appear, name="appear"),
    path("<slug:slug>/invite-links/", invitations.links, name="invite_links"),
    path("<slug:slug>/invite-links/<uuid:link>/revoke/", invitations.revoke, name="revoke_invite"),
    path("<slug:slug>/about/", stewards.describe, name="describe"),
    path("<slug:slug>/chairs/", stewards.chairs, name="chairs"),
    path("<slug:slug>/kept/", stewards.keep, name="keep"),
    path("<slug:slug>/standing/", stewards.standing, name="standing"),
    path("<slug:slug>/standing/<uuid:public_id>/end/", stewards.end_lapsed, name="end_lapsed"),
    path("<slug:slug>/standing/<uuid:public_id>/keep/", stewards.keep_lapsed, name="keep_lapsed"),
    path("<slug:slug>/hand-on/", stewards.hand_on, name="hand_on"),
    path("<slug:slug>/steward/", stewards.its_steward, name="its_steward"),
    path("<slug:slug>/close/", stewards.close, name="close"),
    path("<slug:slug>/reopen/", stewards.reopen, name="reopen"),
    path("<slug:slug>/links/", vault.links, name="links"),
    path("<slug:slug>/links/new/", vault.add, name="add_link"),
    path("<slug:slug>/links/<uuid:link>/change/", vault.change, name="change_link"),
    path("<slug:slug>/links/<uuid:link>/retire/", vault.retire, name="retire_link"),
    path("<slug:slug>/links/<uuid:link>/reveal/", vault.reveal, name="reveal_link"),
    path("<slug:slug>/links/<uuid:link>/suspect/", vault.suspect, name="suspect_link"),
    path("<slug:slug>/meetings/", meetings.index, name="meetings"),
    path("<slug:slug>/meetings/new/", meetings.new, name="meeting_new"),
    path("<slug:slug>/meetings/zone/", meetings.zone, name="meeting_zone"),
    path("<slug:slug>/meetings/<uuid:meeting>.ics", meetings.ics, name="meeting_ics"),
    path("<slug:slug>/meetings/<uuid:meeting>/move/", meetings.move, name="meeting_move"),
    path("<slug:slug>/meetings/<uuid:meeting>/cancel/", meetings.cancel, name="meeting_cancel"),
    path(
        "<slug:slug>/meetings/<uuid:meeting>/following/",
        meetings.following,
        name="meeting_following",
    ),
    path(
        "<slug:slug>/meetings/<uuid:meeting>/attendance/",
        meetings.attendance,
        name="meeting_attendance",
    ),
    path(
        "<slug:slug>/meetings/series/<uuid:series>/change/", meetings.change, name="series_change"
    ),
    path("<slug:slug>/meetings/series/<uuid:series>/end/", meetings.end, name="series_end"),
]
