"""The desk's one door: staff come in, for everybody else there is nothing here."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404

from network.models.rights import rights_of


def staff_only(view):
    """Visitors are asked to sign in; people without a desk of their own find no such page.

    That a second factor was shown is checked before, for every address below `/desk/`.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not rights_of(request.user).desk:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
