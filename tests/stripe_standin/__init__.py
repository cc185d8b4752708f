"""A stand-in for the part of Stripe that we use: real HTTP, real form bodies, real signatures.

    python -m tests.stripe_standin --port 8001 --webhook http://localhost:8000/stripe/webhook/ \
        --secret whsec_... --state var/stripe.jsonl

What is asked is checked against the request types that come with the `stripe` package, what is
answered is made from its response types, so that the two cannot drift apart. It knows no real
card and no money; it is for tests and for the demo, and listens on this machine only.
"""
