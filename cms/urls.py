"""Addresses of the public site beside its pages: search, feeds, machines."""

from django.urls import path

from cms import views

urlpatterns = [
    path("sitemap.xml", views.sitemap),
]
