"""Who may edit which pages: Wagtail's groups, kept in step with the roster's rights.

The roster alone gives rights. Wagtail wants groups with permissions, so each chapter has two,
its writers and its publishers, and national staff have one for the whole site. Who is in them
is worked out from the live rights at every request to the editor.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.permissions import policy_registry

from network.roles import Role

from .models import ChapterPage

SITE_EDITORS = "site:editors"
OURS = ("chapter:", "site:")
SHARED = "Shared"

WRITES = ("add_page", "change_page")
PUBLISHES = (*WRITES, "publish_page")
KEEPS = (*PUBLISHES, "lock_page", "unlock_page")
APPS = ("wagtailadmin", "wagtailcore", "wagtailimages", "wagtaildocs", "cms")
USES_FILES = ("choose_image", "choose_document")
ADDS_FILES = (*USES_FILES, "add_image", "change_image", "add_document", "change_document")


def group_name(slug: str, role: str) -> str:
    return f"chapter:{slug}:{role}"


@transaction.atomic
def ensure_chapter_groups(page: ChapterPage) -> None:
    """Make the chapter's two groups and its collection, with exactly the rights they should have.

    Asking again changes nothing.
    """
    own, shared = _collection(page.group.name), _collection(SHARED)
    for role, rights in ((Role.WRITER, WRITES), (Role.PUBLISHER, PUBLISHES)):
        group, _ = Group.objects.get_or_create(name=group_name(page.group.slug, role))
        _give(group, page, rights, {own.pk: ADDS_FILES, shared.pk: USES_FILES})


@transaction.atomic
def ensure_site_group() -> None:
    """Make the group of national staff: they edit every page, place chapters' pages, and write the
    line above all of them.
    """
    group, _ = Group.objects.get_or_create(name=SITE_EDITORS)
    home = Page.objects.filter(depth=2).order_by("path").first()
    top = Collection.get_first_root_node()
    _give(group, home, KEEPS, {top.pk: ADDS_FILES}, "place_chapterpage", "change_sitealert")


def keep_in_step(user) -> None:
    """Put the user into Wagtail's groups that their rights of today ask for, and out of others.

    One query when nothing differs for national staff, two for a chapter's editors.
    """
    wanted = _wanted(user.rights)
    here = {group.name: group for group in user.groups.all() if group.name.startswith(OURS)}
    if wanted == set(here):
        return
    with transaction.atomic():
        user.groups.remove(*(group for name, group in here.items() if name not in wanted))
        missing = wanted - set(here)
        found = {group.name: group for group in Group.objects.filter(name__in=missing)}
        if missing - set(found):
            _ensure(missing - set(found))
            found = {group.name: group for group in Group.objects.filter(name__in=missing)}
        user.groups.add(*found.values())


def pages_worked_on(user):
    """Pages this user may open in the editor: their own, and the way down to them."""
    return policy_registry.get_by_type(Page).explorable_instances(user)


def pages_shown_to(user):
    """Pages whose titles this user may see in the editor: those, and what is public."""
    public = Page.objects.live().public().values("pk")
    return Page.objects.filter(Q(pk__in=pages_worked_on(user).values("pk")) | Q(pk__in=public))


def own_chapter_pages(user):
    """The pages of the chapters whose words this user writes."""
    return ChapterPage.objects.filter(group__in=user.rights.pages).order_by("title")


def _wanted(rights) -> set[str]:
    if rights.everyone:
        return {SITE_EDITORS}
    pages = ChapterPage.objects.filter(group__in=rights.pages)
    slugs = pages.values_list("group_id", "group__slug")
    return {group_name(slug, rights.pages[pk]) for pk, slug in slugs}


def _ensure(names):
    if SITE_EDITORS in names:
        ensure_site_group()
    slugs = {name.split(":")[1] for name in names}
    for page in ChapterPage.objects.filter(group__slug__in=slugs).select_related("group"):
        ensure_chapter_groups(page)


def _collection(name) -> Collection:
    top = Collection.get_first_root_node()
    return top.get_children().filter(name=name).first() or top.add_child(name=name)


def _give(group, page, on_pages, on_files, *own):
    permissions = {
        permission.codename: permission
        for permission in Permission.objects.filter(
            content_type__app_label__in=APPS,
            codename__in=["access_admin", *KEEPS, *ADDS_FILES, *own],
        )
    }
    group.permissions.set([permissions[name] for name in ("access_admin", *own)])
    wanted = {permissions[name].pk for name in on_pages}
    theirs = GroupPagePermission.objects.filter(group=group)
    theirs.exclude(page=page, permission__in=wanted).delete()
    have = set(theirs.values_list("permission", flat=True))
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=page, permission_id=pk) for pk in wanted - have
    )
    for collection, names in on_files.items():
        for name in names:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection_id=collection, permission=permissions[name]
            )
