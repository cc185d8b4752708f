"""Which settings for Stripe may go together."""

from urllib.parse import urlsplit

STRIPE = "https://api.stripe.com"
STRIPE_PAGES = "https://checkout.stripe.com"

LIVE = ("sk_live_", "rk_live_")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def what_is_wrong(key: str, secrets: list[str], base: str) -> str | None:
    """Why the program must not start with these, in a sentence."""
    if key.startswith(LIVE) and base != STRIPE:
        return (
            "STRIPE_SECRET_KEY is a live key: with STRIPE_API_BASE it would be shown to somebody "
            "who is not Stripe. Take one of them away."
        )
    address = urlsplit(base)
    if address.scheme != "https" and not (
        address.scheme == "http" and address.hostname in LOOPBACK
    ):
        return "STRIPE_API_BASE must be https, or an http address of this machine."
    if key and not secrets:
        return "Set STRIPE_WEBHOOK_SECRETS: without it nobody could tell who says what was paid."
    return None


def page_origin(base: str) -> str:
    """Where people are sent to pay: Stripe's own pages, or the stand-in's."""
    address = urlsplit(base)
    return STRIPE_PAGES if base == STRIPE else f"{address.scheme}://{address.netloc}"
