"""What is sealed opens with any key, is sealed anew with the newest, and says when it is lost."""

import io

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from caucuses.models import Caucus, GatedLink
from caucuses.operations import vault
from network import sealing
from tests.factories import NOON, CaucusGroupFactory, UserFactory

OLD, NEW, OTHER = (Fernet.generate_key().decode() for _ in range(3))
ADDRESS = "https://signal.group/#CjQKIAxolotl"


def opens(key, sealed) -> bool:
    try:
        Fernet(key).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


@pytest.fixture
def keep(settings):
    """A link and an app's secret and recovery codes, sealed with the old key."""
    settings.SECRETS_KEYS = [OLD]
    caucus = Caucus.objects.create(group=CaucusGroupFactory(name="Lanterns"), purpose="We.")
    link = vault.add(caucus=caucus, kind="signal", label="Chat", address=ADDRESS, by=None, at=NOON)
    user = UserFactory()
    app = Authenticator.objects.create(
        user=user, type="totp", data={"secret": get_adapter().encrypt("ABCDEF")}
    )
    codes = Authenticator.objects.create(
        user=user,
        type="recovery_codes",
        data={"seed": get_adapter().encrypt("5eed"), "used_mask": 5},
    )
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "Phone"})
    return link, app, codes


def sealed(keep):
    for row in keep:
        row.refresh_from_db()
    link, app, codes = keep
    return [link.secret, app.data["secret"], codes.data["seed"]]


def rotate():
    out, err = io.StringIO(), io.StringIO()
    failure = ""
    try:
        call_command("rotate_secrets", stdout=out, stderr=err)
    except CommandError as error:
        failure = str(error)
    return out.getvalue(), err.getvalue(), failure


def test_what_is_sealed_is_not_readable_and_opens_again():
    shut = sealing.seal("Ñandú: " + ADDRESS)

    assert (ADDRESS in shut, sealing.unseal(shut)) == (False, "Ñandú: " + ADDRESS)


def test_a_new_key_seals_and_the_old_one_still_opens(settings):
    settings.SECRETS_KEYS = [OLD]
    before = sealing.seal(ADDRESS)

    settings.SECRETS_KEYS = [NEW, OLD]
    after = sealing.seal(ADDRESS)

    assert (sealing.unseal(before), opens(NEW, after), opens(OLD, after)) == (ADDRESS, True, False)


@pytest.mark.parametrize("shut", ["", "plain", ADDRESS])
def test_what_no_key_opens_names_the_setting(shut):
    with pytest.raises(sealing.Unopened) as refused:
        sealing.unseal(shut)

    assert "No key in SECRETS_KEYS opens this." in str(refused.value)


def test_a_key_that_is_none_names_the_setting_and_its_place_but_not_the_key(settings):
    settings.SECRETS_KEYS = [NEW, "not-a-key"]

    with pytest.raises(ImproperlyConfigured) as refused:
        sealing.seal(ADDRESS)

    assert "Key 2 of 2 in SECRETS_KEYS is no Fernet key" in str(refused.value)
    assert "not-a-key" not in str(refused.value)


def test_everything_is_sealed_anew_and_the_old_key_may_go(keep, settings):
    settings.SECRETS_KEYS = [NEW, OLD]

    out, err, failure = rotate()

    assert (err, failure) == ("", "")
    assert "Authenticator secrets: 2 sealed anew, 0 sealed with the newest key already" in out
    assert "Caucuses' links: 1 sealed anew" in out
    assert "Every key in SECRETS_KEYS but the first may go now." in out
    settings.SECRETS_KEYS = [NEW]
    assert [sealing.unseal(value) for value in sealed(keep)] == [ADDRESS, "ABCDEF", "5eed"]
    assert keep[2].data["used_mask"] == 5
    assert (keep[0].version, Authenticator.objects.get(type="webauthn").data) == (
        1,
        {"name": "Phone"},
    )


def test_again_changes_nothing(keep, settings):
    settings.SECRETS_KEYS = [NEW, OLD]
    rotate()
    before = sealed(keep)

    out, _, failure = rotate()

    assert (sealed(keep), failure) == (before, "")
    assert "Authenticator secrets: 0 sealed anew, 2 sealed with the newest key already" in out


def test_interrupted_it_leaves_every_value_open_and_goes_on_later(keep, settings):
    settings.SECRETS_KEYS = [NEW, OLD]

    def no_more(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and "caucuses_gatedlink" in sql:
            raise DatabaseError("the power went")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(no_more), pytest.raises(DatabaseError):
        rotate()

    assert [sealing.unseal(value) for value in sealed(keep)] == [ADDRESS, "ABCDEF", "5eed"]
    assert [opens(NEW, value) for value in sealed(keep)] == [False, True, True]
    out, _, _ = rotate()
    assert "2 sealed with the newest key already" in out
    assert [opens(NEW, value) for value in sealed(keep)] == [True, True, True]


def test_what_no_key_opens_is_listed_and_the_rest_is_done(keep, settings):
    settings.SECRETS_KEYS = [OTHER]
    lost = GatedLink.objects.create(
        caucus=keep[0].caucus,
        kind="other",
        label="Lost",
        secret=sealing.seal(ADDRESS),
        rotated_at=NOON,
    )
    settings.SECRETS_KEYS = [NEW, OLD]

    out, err, failure = rotate()

    assert err.strip() == f"No key in SECRETS_KEYS opens caucuses.gatedlink:{lost.pk}."
    assert "Values that no key in SECRETS_KEYS opens: 1." in failure
    assert "may go now" not in out
    assert [opens(NEW, value) for value in sealed(keep)] == [True, True, True]
    assert "Lanterns" not in out + err + failure


def test_with_the_wrong_key_nothing_is_changed(keep, settings):
    settings.SECRETS_KEYS = [OTHER]
    before = sealed(keep)

    _, err, failure = rotate()

    assert (err.count("No key in SECRETS_KEYS opens"), sealed(keep)) == (3, before)
    assert "opens: 3." in failure


def test_a_retired_link_has_nothing_to_seal(keep, settings):
    vault.retire(link=keep[0], by=None, at=NOON)
    settings.SECRETS_KEYS = [NEW, OLD]

    out, _, failure = rotate()

    assert ("Caucuses' links: 0 sealed anew, 0 sealed" in out, failure) == (True, "")
