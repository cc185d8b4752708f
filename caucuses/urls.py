from django.urls import path

from caucuses.views import hub

app_name = "caucuses"

urlpatterns = [
    path("", hub.index, name="index"),
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
]
