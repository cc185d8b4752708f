"""A story and a newsletter the other chapter has not told yet, and one of each for members."""

from cms.models import ChapterPage
from tests.cms.telling import a_story, an_issue, for_members, text

SIGNED_IN = "applicant outside inside chair director national admin"


def plant(made, known):
    theirs = ChapterPage.objects.get(group=known.theirs)
    for make in (a_story, an_issue):
        kind = make.__name__
        draft = made.plant(f"{kind}, drafted", f"{kind} of gravel soup", readers="national admin")
        page = make(draft, below=theirs, draft=True, body=text(f"<p>{draft}</p>"))
        made.value("pk", page.pk)
        made.value("page_id", page.pk)
        members = made.plant(f"{kind}, for members", f"{kind} on turnips", readers=SIGNED_IN)
        for_members(make(members, below=theirs, lede=members))
        make("For all to read", below=theirs)
    for slug in (theirs.slug, "texas", "atlantis"):
        made.value("chapter", slug)
