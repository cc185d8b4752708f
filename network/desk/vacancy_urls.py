"""Addresses of the vacancy board and of those who volunteer for a seat."""

from django.urls import path

from network.desk import vacancies, volunteers

vacancies_urls = [
    path("", vacancies.board, name="vacancies"),
    path("eligibility/", vacancies.doubts, name="eligibility"),
    path("eligibility/<uuid:membership>/stay/", vacancies.stay, name="seat_stay"),
]

#: Below the address of a seat.
volunteers_urls = [
    path("", volunteers.listing, name="volunteers"),
    path("others/", volunteers.tell_others, name="volunteers_tell"),
    path("<uuid:volunteer>/shortlist/", volunteers.shortlist, name="volunteer_shortlist"),
    path("<uuid:volunteer>/decline/", volunteers.decline, name="volunteer_decline"),
    path("<uuid:volunteer>/appoint/", volunteers.appoint, name="volunteer_appoint"),
]
