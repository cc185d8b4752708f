"""How public pages say names and numbers."""

#: Fewer people than this in one place are "a few": a small number names somebody.
FEWEST_SHOWN = 5


def say_name(known_as: str, given: str, family: str) -> str:
    return f"{known_as or given} {family}".strip()
