"""What players fetch: the feed of a series, and of an episode its sound and its words."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from cms.models import AudioSeriesPage, EpisodePage
from cms.models.audio import MP3
from cms.reports import podcast

from . import ranges

KEPT = 300  # seconds


@require_safe
@conditional_page
def feed(request, series):
    found = get_object_or_404(AudioSeriesPage.objects.live().public(), slug=series)
    response = HttpResponse(podcast.write(found), content_type=podcast.TYPE)
    response.kept_until_changed = True
    return response


@require_safe
def sound(request, series, episode):
    """The sound itself, at an address of its own: players follow no signed one."""
    audio = _episode(request, series, episode).audio
    try:
        modified = int(audio.file.storage.get_modified_time(audio.file.name).timestamp())
        etag = f'"{audio.file_hash or modified}-{audio.file.size}"'
        response = ranges.send(request, audio.file, content_type=MP3, etag=etag, modified=modified)
    except FileNotFoundError:
        raise Http404 from None
    # Kept for a while on the way, and no longer: an episode can be taken back.
    patch_cache_control(response, public=True, max_age=KEPT)
    return response


@require_safe
def transcript(request, series, episode):
    words = podcast.transcript(_episode(request, series, episode))
    return HttpResponse(words, content_type=podcast.WORDS_TYPE)


def only_where_heard(document, request):
    """Wagtail's own address of a file lets nobody hear an episode before or beyond its page."""
    told = EpisodePage.objects.filter(audio=document)
    is_ours = request.user.is_authenticated and request.user.rights.everyone
    if told and not is_ours and not any(one.may_be_heard_by(request) for one in told):
        raise Http404


def _episode(request, series, slug) -> EpisodePage:
    """What is not for whoever asks is not found."""
    shelf = get_object_or_404(AudioSeriesPage.objects.defer_streamfields(), slug=series)
    found = EpisodePage.objects.child_of(shelf).select_related("audio__collection")
    episode = get_object_or_404(found.defer_streamfields(), slug=slug)
    if not episode.may_be_heard_by(request):
        raise Http404
    return episode
