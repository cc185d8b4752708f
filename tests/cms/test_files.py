"""Pictures and papers: each chapter's own, and what all share."""

from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from cms.models import Picture


def test_files_are_chosen_from_the_own_collection_and_the_shared_one(
    enter, texas, kansas, publisher
):
    for name in ("Texas", "Kansas", "Shared"):
        collection = Collection.objects.get(name=name)
        Picture.objects.create(
            title=f"{name} photo", file=get_test_image_file(), collection=collection
        )
        Document.objects.create(title=f"{name} paper", file="x.pdf", collection=collection)
    editor = enter(publisher)

    images = editor.get(reverse("wagtailimages_chooser:choose")).content.decode()
    papers = editor.get(reverse("wagtaildocs_chooser:choose")).content.decode()
    listed = editor.get(reverse("wagtailimages:index")).content.decode()

    for name, chosen, in_list in (("Texas", 1, 1), ("Shared", 1, 0), ("Kansas", 0, 0)):
        assert (f"{name} photo" in images, f"{name} paper" in papers) == (chosen, chosen)
        assert (f"{name} photo" in listed) == in_list
    theirs = Picture.objects.get(title="Kansas photo")
    bulk = reverse("wagtail_bulk_action", args=["wagtailimages", "image", "delete"])
    for address in (
        reverse("wagtailimages:edit", args=[theirs.pk]),
        reverse("wagtailimages:image_usage", args=[theirs.pk]),
        reverse("wagtailimages_chooser:chosen", args=[theirs.pk]),
        reverse("wagtailimages_chooser:chosen_multiple") + f"?id={theirs.pk}",
        f"{bulk}?id={theirs.pk}",
        f"{bulk}?id=all",
        "/cms/api/main/images/",
    ):
        assert "Kansas photo" not in editor.get(address, follow=True).content.decode(), address
