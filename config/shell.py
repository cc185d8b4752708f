"""What every page's frame needs to know."""

from django.conf import settings

from network.models.rights import rights_of


def shell(request):
    """Names for the page frame. Rights cost a query only where a signed-in page asks."""
    user = getattr(request, "user", None)
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "demo": settings.DEMO,
        "rights": rights_of(user) if user is not None else None,
    }
