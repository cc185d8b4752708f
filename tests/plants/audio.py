"""A series anybody hears; of its episodes one is a draft, and one is for who is signed in."""

from wagtail.models import PageViewRestriction

from cms.models.audio import WHOLE_ARTWORK
from tests.cms.audio_made import a_file, a_series, an_episode, mp3

SIGNED_IN = "applicant outside inside chair director national admin"


def plant(made, known):
    series = a_series(title="Crawled aloud")
    # Drawn for the feed when it is first fetched, which is nobody's doing.
    series.artwork.get_rendition(WHOLE_ARTWORK)
    secret = made.plant("a draft's words", "whispers of kohlrabi", readers="national admin")
    draft = an_episode(
        series,
        1,
        live=False,
        transcript=f"<p>{secret}</p>",
        audio=a_file(
            mp3()
            + made.plant("a draft's sound", "ID of quince jelly", readers="national admin").encode()
        ),
    )
    members = an_episode(
        series,
        2,
        transcript="<p>{}</p>".format(
            made.plant("words for members", "a sermon on rhubarb", readers=SIGNED_IN)
        ),
    )
    PageViewRestriction.objects.create(page=members, restriction_type="login")
    heard = an_episode(series, 3)
    made.value("series", series.slug)
    made.value("series", "nothing")
    for episode in (draft, members, heard):
        made.value("episode", episode.slug)
    made.value("document_id", draft.audio.pk)
    made.value("document_filename", draft.audio.filename)
