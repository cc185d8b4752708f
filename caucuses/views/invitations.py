"""Invite links: those who lead make and revoke them; whoever holds one comes in by it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from caucuses import access
from caucuses.forms.membership import AppearForm, LinkForm
from caucuses.operations import invitations
from caucuses.views import gates


@require_http_methods(["GET", "HEAD", "POST"])
@gates.for_leaders
@cache_control(private=True, no_store=True)
@sensitive_variables("token", "address")
def links(request, allowed):
    """The list; after making one the page holds its address, this once."""
    form = LinkForm(request.POST or None)
    address = ""
    if request.method == "POST" and form.is_valid():
        try:
            _, token = invitations.make_link(
                caucus=allowed.caucus, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            address = request.build_absolute_uri(reverse("caucuses:join_by_link", args=[token]))
    made = access.links_of(allowed)
    page = gates.page(allowed, form=form, address=address, links=made, now=timezone.now())
    return render(request, "caucuses/invite_links.html", page)


@require_POST
@gates.for_leaders
def revoke(request, allowed, link):
    found = get_object_or_404(access.links_of(allowed), public_id=link)
    said = "It opens nothing any more."
    gates.do(request, allowed, said, invitations.revoke_link, link=found)
    return redirect("caucuses:invite_links", allowed.caucus.group.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
@sensitive_variables("token")
def join(request, token):
    """Whoever may not come in reads the same as for a link that is over."""
    on, at = timezone.localdate(), timezone.now()
    caucus = access.opened_by(request.user, token, at=at, on=on)
    if caucus is None:
        return _over(request)
    form = AppearForm(request.POST if request.method == "POST" else None)
    if access.membership_of(request.user.known_person, caucus, on=on) in access.inside(
        caucus, on=on
    ):
        return redirect("caucuses:hub", caucus.group.slug)
    if not form.is_valid():
        page = {"caucus": caucus, "group": caucus.group, "form": form}
        return render(request, "caucuses/join_by_link.html", page)
    try:
        invitations.join_by_link(
            token=token,
            user=request.user,
            appears=form.cleaned_data["appears"],
            by=request.user,
            at=at,
        )
    except ValidationError:
        return _over(request)
    messages.success(request, "You are in. Welcome.")
    return redirect("caucuses:hub", caucus.group.slug)


def _over(request):
    return render(request, "caucuses/link_over.html", status=404)
