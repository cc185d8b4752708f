from django.urls import path

from caucuses import views

app_name = "caucuses"

urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.hub, name="hub"),
    path("<slug:slug>/join/", views.join, name="join"),
    path("<slug:slug>/ask/", views.ask, name="ask"),
    path("<slug:slug>/withdraw/", views.withdraw, name="withdraw"),
    path("<slug:slug>/accept/", views.accept, name="accept"),
    path("<slug:slug>/no-thanks/", views.decline_invitation, name="decline_invitation"),
    path("<slug:slug>/leave/", views.leave, name="leave"),
    path("<slug:slug>/unlock/", views.unlock, name="unlock"),
    path("<slug:slug>/invite/", views.invite, name="invite"),
    path("<slug:slug>/requests/<uuid:public_id>/approve/", views.approve, name="approve"),
    path("<slug:slug>/requests/<uuid:public_id>/decline/", views.decline, name="decline"),
    path("<slug:slug>/members/<uuid:public_id>/remove/", views.remove, name="remove"),
]
