from django.urls import path

from network.desk import applications, front
from network.desk.urls import roster_urls
from network.views import (
    data,
    directory,
    join,
    leaving,
    me,
    my_offices,
    pledges,
    refer,
    verify,
    volunteer,
)
from network.views.drafts import QUESTIONS

app_name = "network"

urlpatterns = [
    path("join/", join.start, name="join"),
    path("join/check/", join.check, name="join_check"),
    path("join/code/", join.code, name="join_code"),
    path("join/code/again/", join.code_again, name="join_code_again"),
    path("join/done/", join.done, name="join_done"),
    *[
        path(f"join/{question}/", join.ask, {"question": question}, name="join_ask")
        for question in QUESTIONS
    ],
    path("refer/", refer.refer, name="refer"),
    path("me/", me.home, name="me"),
    path("me/profile/", me.profile, name="profile"),
    path("me/profile/contacts/add/", me.add_contact, name="contact_add"),
    path("me/profile/contacts/<uuid:contact>/remove/", me.remove_contact, name="contact_remove"),
    path("me/privacy/", me.privacy, name="privacy"),
    path("me/privacy/as-seen/", me.as_seen, name="as_seen"),
    path("me/data/", data.take, name="my_data"),
    path("me/leave/", leaving.leave, name="leave"),
    path("me/erase/", leaving.erase, name="erase"),
    path("me/erase/stop/", leaving.keep, name="keep"),
    path("directory/", directory.listing, name="directory"),
    path("directory/<uuid:public_id>/", directory.show, name="directory_entry"),
    path("directory/<uuid:public_id>/write/", directory.write, name="directory_write"),
    path("me/offices/", my_offices.listing, name="my_offices"),
    path("me/offices/won/", my_offices.won, name="my_office_won"),
    path("me/offices/<uuid:term>/<slug:news>/", my_offices.tell, name="my_office_tell"),
    path(
        "me/offices/told/<uuid:report>/take-back/", my_offices.take_back, name="my_report_take_back"
    ),
    path("volunteer/<uuid:public_id>/", volunteer.offer, name="volunteer"),
    path("volunteer/<uuid:public_id>/join/", volunteer.join, name="volunteer_join"),
    path(
        "me/volunteering/<uuid:public_id>/take-back/",
        volunteer.take_back,
        name="volunteer_take_back",
    ),
    path("pledges/", pledges.listing, name="pledges"),
    path("pledges/<slug:slug>/", pledges.show, name="pledge"),
    path("pledges/<slug:slug>/sign/", pledges.sign, name="pledge_sign"),
    path("pledges/<slug:slug>/take-back/", pledges.take_back, name="pledge_take_back"),
    path("pledges/<slug:slug>/name/", pledges.name, name="pledge_name"),
    path("offices/verify/thanks/", verify.thanks, name="verify_thanks"),
    path("offices/verify/<str:secret>/", verify.verify, name="verify"),
]

desk_urls = [
    path("", front.front, name="front"),
    path("applications/", applications.waiting, name="applications"),
    path("applications/decided/", applications.decided, name="applications_decided"),
    path("applications/<uuid:public_id>/", applications.show, name="application"),
    path(
        "applications/<uuid:public_id>/approve/", applications.approve, name="application_approve"
    ),
    path(
        "applications/<uuid:public_id>/decline/", applications.decline, name="application_decline"
    ),
    *roster_urls,
]
