"""What was told lately, for pages that show it among other things."""

from django import template

from cms.models import NewsletterPage, StoryPage

register = template.Library()


@register.simple_tag(takes_context=True)
def latest_stories(context, most: int, below=None):
    """The newest stories as cards, of all or of a chapter's page: for `cms/parts/latest.html`."""
    return StoryPage.latest(context.get("request"), most=most, below=below)


@register.simple_tag(takes_context=True)
def latest_spotlight(context):
    """The newest spotlight on somebody, or nothing: for `cms/parts/spotlight.html`."""
    kind = StoryPage.Kind.SPOTLIGHT
    return next(iter(StoryPage.latest(context.get("request"), most=1, kind=kind)), None)


@register.simple_tag(takes_context=True)
def latest_newsletters(context, most: int, below=None):
    return NewsletterPage.latest(context.get("request"), most=most, below=below)
