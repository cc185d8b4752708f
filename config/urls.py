from django.conf import settings
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from network.urls import desk_urls

urlpatterns = [
    path("", include("config.machines")),
    path("accounts/", include("allauth.urls")),
    path("", include("network.urls")),
    path("desk/", include((desk_urls, "desk"))),
    path("caucuses/", include("caucuses.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("config.demo.urls")))
urlpatterns.append(path("", include(wagtail_urls)))
