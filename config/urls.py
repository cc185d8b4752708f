from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config.security import nothing_here
from events.desk.urls import event_desk_urls
from network.urls import desk_urls

urlpatterns = [
    path("", include("config.machines")),
    path("", include("config.languages")),
    path("accounts/", include("config.account_urls")),
    path("", include("network.urls")),
    path("", include("events.urls")),
    path("desk/", include(([*desk_urls, *event_desk_urls], "desk"))),
    path("caucuses/", include("caucuses.urls")),
    path("", include("cms.urls")),
    # Wagtail signs nobody in, and keeps neither accounts nor rights: those follow the roster.
    path("cms/login/", RedirectView.as_view(url="/cms/")),
    path("_util/login/", RedirectView.as_view(url=settings.LOGIN_URL, query_string=True)),
    re_path(r"^cms/(?:users|groups|password_reset)/", nothing_here),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("config.demo.urls")))
    urlpatterns.append(path("", include("config.demo.media")))
urlpatterns.append(path("", include(wagtail_urls)))
