from django.urls import path

from . import views

app_name = "demo"
urlpatterns = [
    path("", views.panel, name="panel"),
    path("family.ics", views.family),
    path("become/<slug:key>/", views.become, name="become"),
    path("mailbox/", views.letters, name="mailbox"),
    path("mailbox/<str:name>/", views.letter, name="letter"),
]
