from django.urls import path

from network.desk import imports

imports_urls = [
    path("", imports.listing, name="imports"),
    path("<uuid:batch>/", imports.show, name="import"),
    path("<uuid:batch>/columns/", imports.columns, name="import_columns"),
    path("<uuid:batch>/check/", imports.check, name="import_check"),
    path("<uuid:batch>/commit/", imports.commit, name="import_commit"),
    path("<uuid:batch>/discard/", imports.discard, name="import_discard"),
    path("<uuid:batch>/resume/", imports.resume, name="import_resume"),
    path("<uuid:batch>/refused.csv", imports.refused, name="import_refused"),
    path("<uuid:batch>/undo/", imports.undo, name="import_undo"),
]
