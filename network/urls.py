from django.urls import path

from network.desk import front
from network.views import me

app_name = "network"

urlpatterns = [
    path("me/", me.home, name="me"),
]

desk_urls = [
    path("", front.front, name="front"),
]
