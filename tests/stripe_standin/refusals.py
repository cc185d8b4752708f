"""How Stripe says no."""


class Refusal(Exception):
    """An error answer, with Stripe's words and codes."""

    def __init__(self, message, *, status=400, kind="invalid_request_error", code=None, param=None):
        super().__init__(message)
        self.status = status
        said = {"type": kind, "message": message, "code": code, "param": param}
        self.body = {"error": {name: value for name, value in said.items() if value is not None}}


def missing(param: str) -> Refusal:
    return Refusal(f"Missing required param: {param}.", code="parameter_missing", param=param)


def unknown(kind: str, id_: str, param: str = "id") -> Refusal:
    name = kind.removeprefix("checkout.").replace(".", "_")
    return Refusal(f"No such {name}: '{id_}'", status=404, code="resource_missing", param=param)
