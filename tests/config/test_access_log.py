"""An access log holds no address that is a secret, and none that names a caucus."""

import datetime as dt
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger as Plain

from config.access_log import Logger

FORMAT = '%(r)s %(U)s "%(f)s" %(s)s %({raw_uri}e)s %({referer}i)s %(D)s'


def written(logger_class, path, log, referrer="-"):
    """The line that gunicorn writes for a request."""
    settings = Config()
    settings.set("accesslog", str(log))
    settings.set("access_log_format", FORMAT)
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": path,
        "PATH_INFO": path.partition("?")[0],
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": referrer,
    }
    request = SimpleNamespace(headers=[("REFERER", referrer)])
    response = SimpleNamespace(status="200 OK", headers=[], sent=12)
    logger = logger_class(settings)
    logger.access(response, request, environ, dt.timedelta(milliseconds=3))
    for handler in logger.access_log.handlers:
        handler.flush()
    return log.read_text().strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("path", "referrer"),
    [
        ("/calendar/SECRET.ics", "-"),
        ("/caucuses/join/SECRET/", "-"),
        ("/caucuses/SECRET/meetings/?page=2", "-"),
        ("/events/claim/SECRET/code/", "-"),
        ("/events/pass/SECRET/", "-"),
        ("/meet/guest/4f8d0a1e-7d5d-4c53-9f43-0d64f1a3f0aa/SECRET/cancel/", "-"),
        ("/offices/verify/SECRET/", "-"),
        ("/accounts/login/?next=/caucuses/SECRET/", "-"),
        ("/me/", "https://network.example.org/caucuses/SECRET/"),
        ("/me/", "https://network.example.org/caucuses/join/SECRET/"),
    ],
)
def test_an_address_that_is_a_secret_is_cut_off(tmp_path, path, referrer):
    assert "SECRET" in written(Plain, path, tmp_path / "plain.log", referrer)
    assert "SECRET" not in written(Logger, path, tmp_path / "ours.log", referrer)


def test_other_addresses_and_numbers_are_logged_as_they_are(tmp_path):
    said = written(Logger, "/events/?month=3", tmp_path / "ours.log", "https://other.example.org/")

    line = 'GET /events/?month=3 HTTP/1.1 /events/ "https://other.example.org/" 200'
    assert said == f"{line} /events/?month=3 https://other.example.org/ 3000"
