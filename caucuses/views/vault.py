"""The links of a caucus: shown on a button to those inside, kept by those who lead."""

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caucuses import access
from caucuses.forms.vault import LinkForm, NewAddressForm
from caucuses.models import LinkReveal, RotationTask
from caucuses.operations import vault
from caucuses.views import gates
from network import sealing

#: Session key: a link that somebody wanted to put elsewhere, sealed.
FOUND_LINK = "found_link"


@require_POST
@sensitive_variables("address")
@gates.for_people
def reveal(request, allowed, link):
    """The only answer that ever holds a link. It is kept nowhere on its way."""
    if not allowed.links:
        raise Http404
    link = get_object_or_404(access.vault_for(allowed), public_id=link)
    page = gates.page(allowed, link=link)
    try:
        address = vault.reveal(link=link, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        if refusal.code == "links":
            raise Http404 from None
        page |= {"refusal": refusal.messages[0]}
    else:
        page |= {"address": address}
    template = "caucuses/vault/part.html" if request.htmx else "caucuses/vault/revealed.html"
    response = render(request, template, page)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@gates.for_leaders
def links(request, allowed):
    """Each link with who has seen which version, and what waits to be changed."""
    seen = LinkReveal.objects.select_related("person").order_by("-at", "-pk")
    tasks = RotationTask.objects.waiting().select_related("person").order_by("made_at", "pk")
    kept = access.vault_for(allowed).prefetch_related(
        Prefetch("reveals", seen), Prefetch("tasks", tasks, to_attr="waiting")
    )
    rows = [(link, _latest(link.reveals.all())) for link in kept]
    return render(request, "caucuses/vault/links.html", gates.page(allowed, rows=rows))


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("address")
@gates.for_leaders
def add(request, allowed):
    if request.method != "POST":
        form = LinkForm(initial={"address": _found(request)})
        return render(request, "caucuses/vault/add.html", gates.page(allowed, form=form))
    return _kept(request, allowed, LinkForm(request.POST), "add", vault.add, caucus=allowed.caucus)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("address")
@gates.for_leaders
def change(request, allowed, link):
    link = get_object_or_404(access.vault_for(allowed), public_id=link)
    given = request.POST if request.method == "POST" else None
    form = NewAddressForm(given, initial={"version": link.version})
    return _kept(request, allowed, form, "change", vault.change, link=link)


@require_http_methods(["GET", "HEAD", "POST"])
@gates.for_leaders
def retire(request, allowed, link):
    link = get_object_or_404(access.vault_for(allowed), public_id=link)
    if request.method != "POST":
        return render(request, "caucuses/vault/retire.html", gates.page(allowed, link=link))
    gates.do(request, allowed, "The link is taken away.", vault.retire, link=link)
    return redirect("caucuses:links", allowed.caucus.group.slug)


@require_POST
@gates.for_leaders
def suspect(request, allowed, link):
    link = get_object_or_404(access.vault_for(allowed), public_id=link)
    gates.do(request, allowed, "It waits to be changed.", vault.suspect, link=link)
    return redirect("caucuses:links", allowed.caucus.group.slug)


def _kept(request, allowed, form, name, operation, **what):
    """Keep what the form says and go back to the links, or show it with what was refused."""
    if form.is_bound and form.is_valid():
        try:
            operation(**what, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            return redirect("caucuses:links", allowed.caucus.group.slug)
    return render(request, f"caucuses/vault/{name}.html", gates.page(allowed, form=form, **what))


def _latest(reveals):
    """Of each person's looks at a version the last one, the latest first."""
    latest = {(one.version, one.person_id or -one.pk): one for one in reversed(reveals)}
    return sorted(latest.values(), key=lambda one: (one.version, one.at), reverse=True)


@sensitive_variables("address")
def _found(request) -> str:
    """A link that the editor of public pages would not take, once."""
    sealed = request.session.pop(FOUND_LINK, None)
    try:
        return sealing.unseal(sealed) if sealed else ""
    except sealing.Unopened:
        return ""
