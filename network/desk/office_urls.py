"""Addresses below /desk/offices/."""

from django.urls import path

from network.desk import campaigns, coverage, offices, term_reports

offices_urls = [
    path("", offices.listing, name="offices"),
    path("confirm/", offices.confirm, name="terms_confirm"),
    path("office/<uuid:office>/", offices.show, name="office"),
    path("office/<uuid:office>/edit/", offices.edit, name="office_edit"),
    path("place/<path:ocd_id>/edit/", offices.edit_place, name="place_edit"),
    path("place/<path:ocd_id>/", offices.place, name="place"),
    path("coverage/", coverage.show, name="coverage"),
    path("campaigns/", campaigns.listing, name="campaigns"),
    path("campaigns/new/", campaigns.new, name="campaign_new"),
    path("campaigns/<uuid:campaign>/", campaigns.show, name="campaign"),
    path("reports/", term_reports.listing, name="term_reports"),
    path("reports/<uuid:report>/", term_reports.show, name="term_report"),
    path("reports/<uuid:report>/accept/", term_reports.accept, name="term_report_accept"),
    path("reports/<uuid:report>/decline/", term_reports.decline, name="term_report_decline"),
]
