"""The pages every site stands on: home, and the list of chapters. Wagtail's welcome page goes."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations

LEDE = (
    "Councilmembers, mayors, county and school board members who trade what works,"
    " stand by one another and govern well."
)
CHAPTERS = (
    "Every chapter has a director or an organizer, a steering committee with a seat for each"
    " region, and a page here."
)


def lay(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    welcome = Page.objects.filter(depth=2, content_type__model="page").order_by("path").first()
    root = Page.objects.filter(depth=1).order_by("path").first()
    if root is None or Page.objects.filter(content_type__app_label="cms").exists():
        return
    home = _page(
        apps,
        "HomePage",
        root,
        # Beside the welcome page, whose removal would take the site's row along.
        path=root.path + f"{root.numchild + 1:04d}",
        title="Local officials, better together",
        slug="home-page" if welcome else "home",
        lede=LEDE,
        search_description=LEDE,
        numchild=1,
    )
    _page(
        apps,
        "SectionPage",
        home,
        path=home.path + "0001",
        title="Chapters",
        slug="chapters",
        search_description=CHAPTERS,
        lists_chapters=True,
        show_in_menus=True,
    )
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": port,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "root_page_id": home.pk,
        },
    )
    if welcome:
        welcome.delete()
        _slug(apps, home, root)
    Page.objects.filter(pk=root.pk).update(numchild=Page.objects.filter(depth=2).count())
    # Rights come from the roster alone: Wagtail's own groups would be a second way in.
    apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"]).delete()


def _page(apps, name, parent, **fields):
    model = apps.get_model("cms", name)
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="cms", model=name.lower()
    )
    locale = apps.get_model("wagtailcore", "Locale").objects.order_by("pk").first()
    return model.objects.create(
        depth=parent.depth + 1,
        url_path=f"{parent.url_path}{fields['slug']}/",
        draft_title=fields["title"],
        content_type_id=kind.pk,
        locale_id=locale.pk,
        live=True,
        **fields,
    )


def _slug(apps, home, root):
    """Now that its name is free, the home page takes it."""
    Page = apps.get_model("wagtailcore", "Page")
    Page.objects.filter(pk=home.pk).update(slug="home", url_path=f"{root.url_path}home/")
    for page in Page.objects.filter(path__startswith=home.path, depth__gt=2):
        page.url_path = page.url_path.replace("/home-page/", "/home/", 1)
        page.save()


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
