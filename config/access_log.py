"""gunicorn's access log without what is secret in an address."""

from gunicorn import glogging

from config import logs


class Logger(glogging.Logger):
    """For `--logger-class config.access_log.Logger`: addresses, and where people came from, are
    cut as in the program's own log.
    """

    def atoms(self, resp, req, environ, request_time):
        said = super().atoms(resp, req, environ, request_time)
        return {name: logs.cut(value) for name, value in said.items()}
