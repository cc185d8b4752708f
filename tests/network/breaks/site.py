"""The number by which kept pages are good."""

from network.models import SiteVersion

BREAKS = {
    "site_version_is_one_row": lambda: SiteVersion.objects.create(pk=2),
}
