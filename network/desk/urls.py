from django.urls import include, path

from network.desk import (
    bulk,
    contacts,
    erasing,
    exports,
    groups,
    memberships,
    people,
    roster,
    seats,
    segments,
    tags,
    terms,
)
from network.desk.duplicate_urls import duplicates_urls, merge_urls
from network.desk.import_urls import imports_urls
from network.desk.office_urls import offices_urls
from network.desk.policy_urls import pledges_urls, policies_urls
from network.desk.prospect_urls import prospects_urls
from network.desk.record_urls import record_urls
from network.desk.vacancy_urls import vacancies_urls, volunteers_urls

people_urls = [
    path("", roster.listing, name="people"),
    path("add/", people.add, name="person_add"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("export/", exports.export, name="export"),
    path("segments/", segments.listing, name="segments"),
    path("segments/save/", segments.save, name="segment_save"),
    path("segments/<uuid:segment>/", segments.show, name="segment"),
    path("segments/<uuid:segment>/rename/", segments.rename, name="segment_rename"),
    path("segments/<uuid:segment>/delete/", segments.delete, name="segment_delete"),
    path("tags/", tags.listing, name="tags"),
    path("tags/make/", tags.make, name="tag_make"),
    path("tags/<uuid:tag>/delete/", tags.delete, name="tag_delete"),
    path("<uuid:public_id>/tags/add/", tags.put_on, name="tag_add"),
    path("<uuid:public_id>/tags/<uuid:tag>/remove/", tags.take_off, name="tag_remove"),
    path("<uuid:public_id>/", people.show, name="person"),
    path("<uuid:public_id>/names/", people.edit, name="person_edit"),
    path("<uuid:public_id>/consent/", people.consent, name="consent"),
    path("<uuid:public_id>/erase/", erasing.erase, name="person_erase"),
    path("<uuid:public_id>/erase/stop/", erasing.keep, name="person_keep"),
    path("<uuid:public_id>/contacts/add/", contacts.add, name="contact_add"),
    path("<uuid:public_id>/contacts/<uuid:contact>/show/", contacts.reveal, name="contact_reveal"),
    path(
        "<uuid:public_id>/contacts/<uuid:contact>/remove/", contacts.remove, name="contact_remove"
    ),
    path("<uuid:public_id>/terms/add/", terms.add, name="term_add"),
    path("<uuid:public_id>/terms/<uuid:term>/end/", terms.end, name="term_end"),
    path("<uuid:public_id>/terms/<uuid:term>/confirm/", terms.confirm, name="term_confirm"),
    path("<uuid:public_id>/terms/<uuid:term>/dates/", terms.change, name="term_change"),
    path("<uuid:public_id>/seat/", seats.take, name="seat_take"),
    path("<uuid:public_id>/chapter/", memberships.move, name="chapter_move"),
]

groups_urls = [
    path("", groups.listing, name="groups"),
    path("<slug:slug>/", groups.show, name="group"),
    path("<slug:slug>/sheet/", groups.sheet, name="group_sheet"),
    path("<slug:slug>/name/", groups.edit, name="group_edit"),
    path("<slug:slug>/close/", groups.close, name="group_close"),
    path("<slug:slug>/reopen/", groups.reopen, name="group_reopen"),
    path("<slug:slug>/add/", groups.add, name="group_add"),
    path("<slug:slug>/places/add/", groups.add_place, name="place_add"),
    path("<slug:slug>/places/remove/", groups.remove_place, name="place_remove"),
    path("<slug:slug>/roles/give/", memberships.give, name="role_give"),
    path("<slug:slug>/seats/add/", seats.add, name="seat_add"),
    path("<slug:slug>/seats/<uuid:seat>/", seats.edit, name="seat_edit"),
    path("<slug:slug>/seats/<uuid:seat>/close/", seats.close, name="seat_close"),
    path("<slug:slug>/seats/<uuid:seat>/appoint/", seats.appoint, name="seat_appoint"),
    path("<slug:slug>/seats/<uuid:seat>/volunteers/", include(volunteers_urls)),
]

roster_urls = [
    path("exports/", exports.listing, name="exports"),
    path("people/", include(people_urls)),
    path("people/", include(merge_urls)),
    path("duplicates/", include(duplicates_urls)),
    path("groups/", include(groups_urls)),
    path("prospects/", include(prospects_urls)),
    path("offices/", include(offices_urls)),
    path("imports/", include(imports_urls)),
    path("policies/", include(policies_urls)),
    path("pledges/", include(pledges_urls)),
    *record_urls,
    path("memberships/<uuid:membership>/end/", memberships.end, name="membership_end"),
    path("memberships/<uuid:membership>/move/", seats.move, name="seat_move"),
    path("memberships/<uuid:membership>/replace/", seats.replace, name="seat_replace"),
    path("vacancies/", include(vacancies_urls)),
]
