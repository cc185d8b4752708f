"""Letters about meetings with the staff: to the guest, and to the host.

What a meeting is about is in none of them: officials' mailboxes are public records.
"""


def confirmed(booking) -> None: ...


def asked(booking) -> None: ...


def moved(booking, change) -> None: ...


def declined(booking) -> None: ...


def cancelled(booking, *, by_host) -> None: ...


def handed_on(booking, change) -> None: ...
