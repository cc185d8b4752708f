"""What Stripe tells us, and what is not believed."""

import pytest

from events import payments
from events.payments import OtherMode, Unsigned
from tests.events.paying import NOW, paid


def read(letter):
    return payments.event(letter.body.encode(), letter.signature)


def test_a_signal_tells_what_to_ask_about(stripe):
    found = paid(stripe)

    signal = {letter.kind: read(letter) for letter in stripe.take()}["checkout.session.completed"]

    assert (signal.object_id, signal.object_kind) == (found.id, "checkout.session")
    assert (signal.session_id, signal.payment_intent) == (found.id, found.payment_intent)
    assert (signal.order_code, signal.livemode) == ("K7M2", False)
    assert signal.created >= NOW


def test_every_signal_about_money_names_its_payment(stripe):
    found = paid(stripe, "dispute")
    stripe.close_dispute(next(payments.disputes_since(NOW)).id, won=True)
    stripe.fail_refund(stripe.refund(found.payment_intent, 100))

    signals = [read(letter) for letter in stripe.take()]

    assert {signal.payment_intent for signal in signals} == {found.payment_intent}
    assert [signal.kind for signal in signals] == [
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
        "charge.dispute.created",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.funds_reinstated",
        "charge.dispute.closed",
        "refund.created",
        "charge.refunded",
        "refund.failed",
    ]


@pytest.mark.parametrize("signed", ["wrongly", "long ago", "not"])
def test_what_stripe_did_not_sign_just_now_is_not_believed(stripe, signed):
    paid(stripe)

    for letter in stripe.take(signed=signed):
        with pytest.raises(Unsigned):
            read(letter)


def test_a_changed_message_is_not_believed(stripe):
    paid(stripe)
    [letter, *_] = stripe.take()

    with pytest.raises(Unsigned):
        payments.event(letter.body.replace("24000", "1").encode(), letter.signature)


@pytest.mark.parametrize("header", [None, "", "nonsense", "t=1,v1=", "t=x,v1=y"])
@pytest.mark.parametrize("body", [b"", b"{}", b"\xff\xfe"])
def test_nonsense_is_not_believed(stripe, body, header):
    with pytest.raises(Unsigned):
        payments.event(body, header)


def test_while_a_secret_is_exchanged_both_are_believed(stripe, settings):
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_new", stripe.secret]
    paid(stripe)

    assert [read(letter).kind for letter in stripe.take()][-1] == "checkout.session.completed"


def test_without_a_secret_nobody_is_believed(stripe, settings):
    settings.STRIPE_WEBHOOK_SECRETS = []
    paid(stripe)

    with pytest.raises(Unsigned):
        read(stripe.take()[0])


def test_real_money_is_told_from_play_money(stripe, settings):
    paid(stripe)
    [letter, *_] = stripe.take(livemode=True)

    with pytest.raises(OtherMode):
        read(letter)
    settings.STRIPE_SECRET_KEY = "sk_live_x"
    assert read(letter).livemode
