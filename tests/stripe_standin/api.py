"""The calls we use, each with the parameters it takes: answers with objects, or a Refusal."""

import json
from urllib.parse import parse_qsl, urlsplit

import stripe.params
import stripe.params.checkout

from tests.stripe_standin import checkout, money
from tests.stripe_standin.ledger import Ledger, public
from tests.stripe_standin.params import checked, unflatten
from tests.stripe_standin.refusals import Refusal, unknown

P, C = stripe.params, stripe.params.checkout

#: GET of one of these, and of the list of them, with what narrows the list.
READ = {
    "checkout/sessions": (
        "checkout.session",
        C.SessionRetrieveParams,
        C.SessionListParams,
        ("payment_intent", "status"),
    ),
    "payment_intents": (
        "payment_intent",
        P.PaymentIntentRetrieveParams,
        P.PaymentIntentListParams,
        (),
    ),
    "charges": ("charge", P.ChargeRetrieveParams, P.ChargeListParams, ("payment_intent",)),
    "refunds": (
        "refund",
        P.RefundRetrieveParams,
        P.RefundListParams,
        ("payment_intent", "charge"),
    ),
    "disputes": (
        "dispute",
        P.DisputeRetrieveParams,
        P.DisputeListParams,
        ("payment_intent", "charge"),
    ),
    "events": ("event", P.EventRetrieveParams, P.EventListParams, ("type",)),
    "balance_transactions": (
        "balance_transaction",
        P.BalanceTransactionRetrieveParams,
        P.BalanceTransactionListParams,
        ("source", "type"),
    ),
}

#: Names of fields that hold an id, and what `expand` puts in its place.
EXPANDABLE = {
    "payment_intent",
    "latest_charge",
    "charge",
    "balance_transaction",
    "source",
}

COMPARE = {
    "gte": lambda value, bound: value >= bound,
    "gt": lambda value, bound: value > bound,
    "lte": lambda value, bound: value <= bound,
    "lt": lambda value, bound: value < bound,
}
MOST, USUAL = 100, 10


def answer(ledger: Ledger, method: str, address: str, pairs: list) -> dict:
    url = urlsplit(address)
    asked = unflatten(pairs if method == "POST" else parse_qsl(url.query, keep_blank_values=True))
    path = url.path.removeprefix("/v1/").strip("/")
    found = _post(ledger, path, asked) if method == "POST" else _get(ledger, path, asked)
    if found is None:
        raise Refusal(f"Unrecognized request URL ({method}: {url.path}).", status=404)
    return expanded(ledger, found, asked.get("expand") or [])


def _post(ledger, path, asked):
    match path.split("/"):
        case ["checkout", "sessions"]:
            return checkout.create(ledger, checked(asked, C.SessionCreateParams))
        case ["checkout", "sessions", id_, "expire"]:
            checked(asked, C.SessionExpireParams)
            return checkout.expire(ledger, ledger.find(id_, "checkout.session", "session"))
        case ["refunds"]:
            return money.refund(ledger, checked(asked, P.RefundCreateParams))
    return None


def _get(ledger, path, asked):
    if path.startswith("checkout/sessions/") and path.endswith("/line_items"):
        checked(asked, C.SessionListLineItemsParams)
        session = ledger.find(path.split("/")[2], "checkout.session", "session")
        return _page(f"/v1/{path}", session["_lines"], asked)
    for root, (kind, one, many, narrows) in READ.items():
        if path == root:
            return _list(ledger, root, kind, checked(asked, many), narrows)
        if path.startswith(f"{root}/") and path.count("/") == root.count("/") + 1:
            checked(asked, one)
            return ledger.find(path.rpartition("/")[2], kind)
    return None


def _list(ledger, root, kind, asked, narrows):
    having = {name: asked[name] for name in narrows if name in asked}
    found = [each for each in ledger.every(kind, **having) if _in_time(each, asked.get("created"))]
    return _page(f"/v1/{root}", found, asked)


def _in_time(thing, created) -> bool:
    if created is None:
        return True
    if isinstance(created, int):
        return thing["created"] == created
    return all(COMPARE[word](thing["created"], bound) for word, bound in created.items())


def _page(url, found, asked) -> dict:
    ids = [each["id"] for each in found]
    limit = int(asked.get("limit", USUAL))
    if not 1 <= limit <= MOST:
        raise Refusal(f"This value must be between 1 and {MOST}", param="limit")
    start, end = 0, len(found)
    if after := asked.get("starting_after"):
        start = _place(ids, after, "starting_after") + 1
    if before := asked.get("ending_before"):
        end = _place(ids, before, "ending_before")
        start = max(start, end - limit)
    data = [public(each) for each in found[start : min(end, start + limit)]]
    more = start > 0 if before else start + limit < len(found)
    return {"object": "list", "url": url, "has_more": more, "data": data}


def _place(ids, id_, param) -> int:
    if id_ not in ids:
        raise unknown("object", id_, param)
    return ids.index(id_)


def expanded(ledger: Ledger, thing: dict, paths: list[str]) -> dict:
    """A copy, with whole objects in place of their ids where the caller asks for them."""
    made = _copy(thing)
    for path in paths:
        if path.count(".") > 3:
            raise Refusal("You cannot expand more than 4 levels of a property", param="expand")
        _expand(ledger, made, path.split("."))
    return made


def _expand(ledger, node, parts):
    name, rest = parts[0], parts[1:]
    if name == "data" and node["object"] == "list":
        for each in node["data"]:
            _expand(ledger, each, rest)
        return
    if node["object"] == "charge" and name == "refunds":
        node["refunds"] = node["refunds"] or _refunds(ledger, node)
    elif node["object"] == "checkout.session" and name == "line_items":
        lines = ledger.objects[node["id"]]["_lines"]
        url = f"/v1/checkout/sessions/{node['id']}/line_items"
        node["line_items"] = _page(url, lines, {})
    elif name not in EXPANDABLE or name not in node:
        raise Refusal(
            f"This property cannot be expanded ({name}).", code="property_invalid", param="expand"
        )
    elif isinstance(node[name], str):
        node[name] = _copy(ledger.objects[node[name]])
    if rest and node[name]:
        _expand(ledger, node[name], rest)


def _refunds(ledger, charge):
    url = f"/v1/charges/{charge['id']}/refunds"
    return _page(url, ledger.every("refund", charge=charge["id"]), {})


def _copy(thing):
    return json.loads(json.dumps(public(thing)))
