"""The pages that list stories, newsletters, the library, what to listen to, and jobs."""

from django.db import migrations

INDEXES = [
    (
        "stories",
        "Stories",
        "What members did, how they did it, and what they would do differently.",
    ),
    (
        "resources",
        "Library",
        "Toolkits, model ordinances and sample resolutions to take into a meeting.",
    ),
    ("audio", "To listen to", "Conversations with people in local office, with every word to read."),
    ("jobs", "Jobs", "Work in local government and around it. Each says what it pays."),
    ("newsletters", "Newsletters", "What we wrote to members, to read again."),
]
ADDRESS = {"resources": "library"}
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def lay(apps, schema_editor):
    HomePage = apps.get_model("cms", "HomePage")
    SectionPage = apps.get_model("cms", "SectionPage")
    Page = apps.get_model("wagtailcore", "Page")
    home = HomePage.objects.order_by("path").first()
    if home is None:
        return
    kind = apps.get_model("contenttypes", "ContentType").objects.get(
        app_label="cms", model="sectionpage"
    )
    below = Page.objects.filter(path__startswith=home.path, depth=home.depth + 1)
    taken = set(below.values_list("slug", flat=True))
    last = below.order_by("path").last()
    number = int(last.path[-4:], 36) if last else 0
    for lists, title, summary in INDEXES:
        slug = ADDRESS.get(lists, lists)
        if slug in taken:
            slug = f"{slug}-index"
        number += 1
        SectionPage.objects.create(
            lists=lists,
            title=title,
            draft_title=title,
            slug=slug,
            search_description=summary,
            path=home.path + _step(number),
            depth=home.depth + 1,
            url_path=f"{home.url_path}{slug}/",
            content_type_id=kind.pk,
            locale_id=home.locale_id,
            live=True,
        )
    Page.objects.filter(pk=home.pk).update(numchild=below.count())


def _step(number):
    """A page's place among its neighbors, as the tree writes it: four digits in base 36."""
    said = ""
    for _ in range(4):
        number, rest = divmod(number, 36)
        said = DIGITS[rest] + said
    return said


class Migration(migrations.Migration):
    dependencies = [("cms", "0003_whole_site")]

    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
