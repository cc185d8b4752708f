from django.urls import include, path

from network.desk import contacts, groups, memberships, people, seats, terms

people_urls = [
    path("", people.listing, name="people"),
    path("add/", people.add, name="person_add"),
    path("<uuid:public_id>/", people.show, name="person"),
    path("<uuid:public_id>/names/", people.edit, name="person_edit"),
    path("<uuid:public_id>/consent/", people.consent, name="consent"),
    path("<uuid:public_id>/contacts/add/", contacts.add, name="contact_add"),
    path("<uuid:public_id>/contacts/<uuid:contact>/show/", contacts.reveal, name="contact_reveal"),
    path(
        "<uuid:public_id>/contacts/<uuid:contact>/remove/", contacts.remove, name="contact_remove"
    ),
    path("<uuid:public_id>/terms/add/", terms.add, name="term_add"),
    path("<uuid:public_id>/terms/<uuid:term>/end/", terms.end, name="term_end"),
    path("<uuid:public_id>/terms/<uuid:term>/confirm/", terms.confirm, name="term_confirm"),
    path("<uuid:public_id>/seat/", seats.take, name="seat_take"),
    path("<uuid:public_id>/chapter/", memberships.move, name="chapter_move"),
]

groups_urls = [
    path("", groups.listing, name="groups"),
    path("<slug:slug>/", groups.show, name="group"),
    path("<slug:slug>/add/", groups.add, name="group_add"),
    path("<slug:slug>/places/add/", groups.add_place, name="place_add"),
    path("<slug:slug>/places/remove/", groups.remove_place, name="place_remove"),
    path("<slug:slug>/roles/give/", memberships.give, name="role_give"),
    path("<slug:slug>/seats/add/", seats.add, name="seat_add"),
    path("<slug:slug>/seats/<uuid:seat>/", seats.edit, name="seat_edit"),
    path("<slug:slug>/seats/<uuid:seat>/close/", seats.close, name="seat_close"),
    path("<slug:slug>/seats/<uuid:seat>/appoint/", seats.appoint, name="seat_appoint"),
]

roster_urls = [
    path("people/", include(people_urls)),
    path("groups/", include(groups_urls)),
    path("memberships/<uuid:membership>/end/", memberships.end, name="membership_end"),
    path("memberships/<uuid:membership>/move/", seats.move, name="seat_move"),
]
