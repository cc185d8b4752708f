"""The page where a visitor of the demo pays: plain HTML, no script, made for a phone."""

from html import escape

from tests.stripe_standin import checkout, money
from tests.stripe_standin.ledger import Ledger

DECLINED = "4000000000000002"
DISPUTED = "4000000000000259"

WAYS = {
    "card": "Card",
    "bank": "Bank debit that arrives after a while",
    "bank_fails": "Bank debit that fails after a while",
    "dispute": "Card, and later tell the bank it was not me",
}

STYLE = """
:root { color-scheme: light; font: 1.05rem/1.5 system-ui, sans-serif; }
body { margin: 0; background: #f4f1ea; color: #222; }
main { max-width: 30rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .5rem 0; text-align: left; border-bottom: 1px solid #bbb; font-weight: 400; }
td { text-align: right; white-space: nowrap; } tfoot * { font-weight: 700; }
.note, .error { border: 1px solid; border-radius: .5rem; padding: .6rem .8rem; }
.note { background: #fff3c4; border-color: #8a6d00; }
.error { background: #fde8e6; border-color: #a1160a; }
fieldset { border: 1px solid #888; border-radius: .5rem; margin: 1rem 0; padding: .5rem .9rem; }
.way { display: flex; gap: .6rem; align-items: center; min-height: 2.75rem; }
.way input { width: 1.3rem; height: 1.3rem; flex: none; }
.field { display: block; margin: 1rem 0; }
.field input { display: block; box-sizing: border-box; width: 100%; }
.field input { font: inherit; padding: .6rem; }
button { width: 100%; font: inherit; font-weight: 700; padding: .8rem; border: 0; }
button { border-radius: .5rem; background: #1d4f7c; color: #fff; }
a { color: #1d4f7c; display: inline-block; padding: .6rem 0; }
:focus-visible { outline: 3px solid #c2410c; outline-offset: 2px; }
"""


def dollars(cents: int) -> str:
    return f"${cents / 100:,.2f}"


def whole(title: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def over(session: dict | None) -> str:
    back = (session or {}).get("cancel_url")
    link = f'<p><a href="{escape(back)}">Back to the site</a></p>' if back else ""
    return whole(
        "This payment page has ended",
        "<h1>This payment page has ended</h1>\n"
        f"<p>It was paid, left, or its time is over.</p>{link}",
    )


def form(session: dict, *, error: str = "", given: dict | None = None) -> str:
    given = given or {}
    total = dollars(session["amount_total"])
    lines = "".join(
        f'<tr><th scope="row">{escape(line["description"] or "")}'
        f"{' × ' + str(line['quantity']) if line['quantity'] > 1 else ''}</th>"
        f"<td>{dollars(line['amount_total'])}</td></tr>\n"
        for line in session["_lines"]
    )
    chosen = given.get("way", "card")
    ways = "".join(
        f'<label class="way"><input type="radio" name="way" value="{value}"'
        f"{' checked' if value == chosen else ''}> {words}</label>\n"
        for value, words in WAYS.items()
    )
    email = escape(given.get("email") or session["customer_email"] or "")
    number = escape(given.get("card") or "4242 4242 4242 4242")
    back = session["cancel_url"]
    leave = f'<p><a href="{escape(back)}">Go back without paying</a></p>' if back else ""
    return whole(
        f"Pay {total}",
        f"""<h1>Pay {total}</h1>
<p class="note"><strong>Practice only.</strong> This page stands in for Stripe. No card is charged,
and no money moves.</p>
{f'<p class="error" role="alert">{escape(error)}</p>' if error else ""}
<table>
<tbody>
{lines}</tbody>
<tfoot><tr><th scope="row">Total</th><td>{total}</td></tr></tfoot>
</table>
<form method="post">
<label class="field">Email <input name="email" type="email" required autocomplete="email"
  value="{email}"></label>
<label class="field">Name on the card or account <input name="name" autocomplete="name"
  value="{escape(given.get("name", ""))}"></label>
<fieldset><legend>How to pay</legend>
{ways}</fieldset>
<label class="field">Card number <input name="card" inputmode="numeric" autocomplete="off"
  aria-describedby="numbers" value="{number}"></label>
<p id="numbers">4242 4242 4242 4242 pays. 4000 0000 0000 0002 is declined.</p>
<button>Pay {total}</button>
</form>
{leave}""",
    )


def visit(ledger: Ledger, session_id: str, bank_seconds: int, given: dict | None):
    """Answers with status, HTML, and where to go next; `given` is what the form holds, if sent."""
    checkout.sweep(ledger)
    session = ledger.objects.get(session_id)
    if not session or session.get("status") != "open":
        return 410, over(session), None
    if given is None:
        return 200, form(session), None
    if error := pay(ledger, session, bank_seconds, given):
        return 402, form(session, error=error, given=given), None
    return 303, "", session["success_url"].replace("{CHECKOUT_SESSION_ID}", session_id)


def pay(ledger: Ledger, session: dict, bank_seconds: int, given: dict) -> str:
    """Pay as the form says; answers with why not."""
    way, number = given.get("way", "card"), given.get("card", "").replace(" ", "")
    who = {"email": given.get("email", ""), "name": given.get("name", "")}
    if "@" not in who["email"]:
        return "Your email is incomplete."
    if way.startswith("bank"):
        checkout.pay_by_bank(ledger, session, arrives=way == "bank", seconds=bank_seconds, **who)
        return ""
    if number == DECLINED:
        return "Your card was declined. Try another card."
    if not (number.isdigit() and len(number) == 16):
        return "Your card number is incomplete."
    checkout.pay_by_card(ledger, session, **who)
    if way == "dispute" or number == DISPUTED:
        money.dispute(ledger, ledger.find(session["payment_intent"], "payment_intent"))
    return ""
