from django.urls import path

from network.desk import front
from network.views import me

app_name = "network"

urlpatterns = [
    path("me/", me.home, name="me"),
    path("me/profile/", me.profile, name="profile"),
    path("me/privacy/", me.privacy, name="privacy"),
]

desk_urls = [
    path("", front.front, name="front"),
]
