"""Addresses of the public site beside its pages: search, feeds, machines."""

from django.urls import path

from cms.views import machines

urlpatterns = [
    path("sitemap.xml", machines.sitemap),
]
