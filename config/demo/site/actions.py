"""Who introduced and who passed what, and what can be pledged: plain rows, for whoever keeps them.

A row of `ACTIONS` is (state, role of the office, kind, months ago), under the slug of the library
page it is about. The holder is whoever of that state's members holds such an office. What was
passed was introduced before, in the same state and by the same kind of office.
"""

INTRODUCED, PASSED = "introduced", "passed"
COUNCIL, MAYOR, BOARD, SCHOOLS = "council", "mayor", "county_board", "school_board"

ACTIONS: dict[str, list[tuple[str, str, str, int]]] = {
    "model-ordinance": [
        ("MD", COUNCIL, INTRODUCED, 23),
        ("MD", COUNCIL, PASSED, 21),
        ("MD", COUNCIL, INTRODUCED, 17),
        ("MD", COUNCIL, PASSED, 15),
        ("MD", MAYOR, INTRODUCED, 14),
        ("MD", MAYOR, PASSED, 12),
        ("OH", COUNCIL, INTRODUCED, 16),
        ("OH", COUNCIL, PASSED, 13),
        ("OH", COUNCIL, INTRODUCED, 9),
        ("MN", COUNCIL, INTRODUCED, 12),
        ("MN", COUNCIL, PASSED, 10),
        ("CO", COUNCIL, INTRODUCED, 11),
        ("CO", COUNCIL, PASSED, 8),
        ("PA", COUNCIL, INTRODUCED, 8),
        ("PA", COUNCIL, PASSED, 6),
        ("WA", COUNCIL, INTRODUCED, 5),
        ("MI", COUNCIL, INTRODUCED, 4),
        ("MI", COUNCIL, PASSED, 2),
        ("MD", COUNCIL, INTRODUCED, 1),
    ],
    "resolution-for-a-city": [
        ("MD", COUNCIL, INTRODUCED, 24),
        ("MD", COUNCIL, PASSED, 24),
        ("GA", COUNCIL, INTRODUCED, 10),
        ("GA", COUNCIL, PASSED, 10),
        ("TX", COUNCIL, INTRODUCED, 7),
        ("IL", MAYOR, INTRODUCED, 5),
        ("IL", MAYOR, PASSED, 4),
        ("WI", COUNCIL, INTRODUCED, 3),
        ("WI", COUNCIL, PASSED, 2),
    ],
    "resolution-for-a-county": [
        ("MD", BOARD, INTRODUCED, 13),
        ("MD", BOARD, PASSED, 11),
        ("GA", BOARD, INTRODUCED, 6),
        ("OR", BOARD, INTRODUCED, 4),
        ("OR", BOARD, PASSED, 3),
    ],
    "resolution-for-a-school-board": [
        ("OH", SCHOOLS, INTRODUCED, 12),
        ("OH", SCHOOLS, PASSED, 11),
        ("TX", SCHOOLS, INTRODUCED, 6),
        ("TX", SCHOOLS, PASSED, 5),
        ("CO", SCHOOLS, INTRODUCED, 2),
    ],
}

#: A pledge: title, slug, what it is for, and the words that are signed.
PLEDGE = (
    "The Porch Pledge",
    "porch-pledge",
    "Six small promises about how one holds local office. Signed as the office you hold on the"
    " day.",
    [
        "I will answer the telephone, or call back within two days, whoever it was for.",
        "I will say what I think before the vote and not only after it.",
        "I will explain a budget to anybody who asks, in words I would use on a porch.",
        "I will share what worked and what did not, with the numbers.",
        "I will thank the clerk.",
        "When I leave, I will hand my successor the binder and an hour of my time.",
    ],
)
#: Who signed it: (state, role of the office, months ago, whether they may be named).
SIGNED: list[tuple[str, str, int, bool]] = [
    ("MD", COUNCIL, 9, True),
    ("MD", COUNCIL, 9, True),
    ("MD", MAYOR, 8, True),
    ("MD", BOARD, 6, False),
    ("MD", SCHOOLS, 2, True),
    ("TX", COUNCIL, 8, True),
    ("TX", COUNCIL, 5, False),
    ("TX", SCHOOLS, 4, True),
    ("OH", COUNCIL, 7, True),
    ("OH", MAYOR, 6, True),
    ("CO", COUNCIL, 6, True),
    ("GA", BOARD, 5, True),
    ("MN", COUNCIL, 4, False),
    ("WA", COUNCIL, 3, True),
    ("NM", SCHOOLS, 2, True),
    ("RI", COUNCIL, 1, True),
]
