"""The certificate is checked against the name, though the line goes to a checked address."""

import datetime as dt
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from events.operations.meet import fetching
from events.operations.meet.fetching import Unreachable, fetch

from .elsewhere import Elsewhere

NAME = "calendar.example.org"


def certificate(folder):
    """Signed by itself, for one name; answers with the file of it and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    return files


@pytest.fixture
def there(tmp_path, settings):
    """Speaks TLS; `named` are the names that were asked for, `trusted` its certificate."""
    settings.CALENDARS_ON_LOOPBACK = True
    server = Elsewhere()
    server.trusted, key = certificate(tmp_path)
    server.named = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server.trusted, key)
    context.sni_callback = lambda line, name, _: server.named.append(name)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None
    with server:
        yield server


def ask(server, name=NAME, **how):
    address = f"https://{name}:{server.server_port}/ok/"
    return fetch(address, resolve=lambda *_: ["127.0.0.1"], **how)


def test_the_name_is_asked_for_and_its_certificate_believed(there, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(there.trusted))

    assert ask(there) == there.file
    assert there.named == [NAME]


@pytest.mark.parametrize("name", ["another.example.org", "127.0.0.1"])
def test_a_certificate_of_another_name_is_not_believed(there, monkeypatch, name):
    monkeypatch.setenv("SSL_CERT_FILE", str(there.trusted))

    with pytest.raises(Unreachable, match=fetching.NO_CERTIFICATE):
        ask(there, name)
    assert there.asked == []


def test_a_certificate_that_nobody_vouches_for_is_not_believed(there):
    with pytest.raises(Unreachable, match=fetching.NO_CERTIFICATE):
        ask(there)
    assert there.asked == []


def test_whoever_answers_but_never_shakes_hands_is_cut_off(settings):
    settings.CALENDARS_ON_LOOPBACK = True
    with Elsewhere() as mute, pytest.raises(Unreachable) as refused:
        fetch(f"https://localhost:{mute.server_port}/silent/", seconds=0.4)

    assert str(refused.value) in (fetching.NO_CERTIFICATE, fetching.TOO_SLOW)
