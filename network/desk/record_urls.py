from django.urls import include, path

from network.desk import contacts, interactions, next_actions, putting_back

#: Of one person, below `people/<uuid>/`.
_person_urls = [
    path("notes/add/", interactions.add, name="note_add"),
    path("next/add/", next_actions.add, name="next_add"),
    path("contacts/<uuid:contact>/bounced/", contacts.bounced, name="contact_bounced"),
    path("contacts/<uuid:contact>/verified/", contacts.verified, name="contact_verified"),
    path("history/<uuid:entry>/<slug:part>/", putting_back.put_back, name="put_back"),
]

record_urls = [
    path("people/<uuid:public_id>/", include(_person_urls)),
    path("notes/<uuid:note>/", interactions.edit, name="note_edit"),
    path("notes/<uuid:note>/remove/", interactions.remove, name="note_remove"),
    path("next/", next_actions.listing, name="next"),
    path("next/<uuid:step>/done/", next_actions.done, name="next_done"),
    path("next/<uuid:step>/", next_actions.hand_over, name="next_hand_over"),
]
