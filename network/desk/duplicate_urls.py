from django.urls import path

from network.desk import duplicates, merging

duplicates_urls = [
    path("", duplicates.listing, name="duplicates"),
    path("<uuid:pair>/", merging.pair, name="duplicate"),
    path("<uuid:pair>/apart/", duplicates.tell_apart, name="duplicate_apart"),
    path("<uuid:pair>/again/", duplicates.compare_again, name="duplicate_again"),
]

merge_urls = [
    path("<uuid:public_id>/merge/", merging.find, name="merge_find"),
    path("<uuid:public_id>/merge/<uuid:other>/", merging.compare, name="merge"),
    path("<uuid:public_id>/apart/<uuid:merge>/", merging.part, name="merge_undo"),
]
