"""Names that may be one person's: spelled almost alike, shortened, or down to the initial."""

from network.words import fold

MOST_EDITS = 2

#: Given names and what people are called for short; each line is one name to us.
_SHORT_FORMS = """
abigail abby gail
albert al bert
alexander alex sandy xander
alexandra alex sandra lexi
alfred al fred
andrew andy drew
anthony tony
barbara barb
benjamin ben benny
catherine katherine kathryn cathy kathy kate katie kay
charles charlie chuck
christina christine chris tina
christopher chris kit topher
cynthia cindy
daniel dan danny
david dave davey
deborah debra deb debbie
donald don donnie
dorothy dot dottie
edward ed eddie ted
elizabeth beth betty liz lizzie eliza betsy
eugene gene
francisco paco pancho
frederick fred freddie
gerald jerry gerry
gregory greg
guadalupe lupe
guillermo memo
henry hank harry
ignacio nacho
jacob jake
james jim jimmy jamie
janet jan
jeffrey jeff
jennifer jen jenny
jessica jess jessie
jesus chuy
john jack johnny
jonathan jon
joseph joe joey
jose pepe
joshua josh
judith judy
kenneth ken kenny
kimberly kim
lawrence larry
leonard len lenny
margaret maggie meg peggy marge
maria mary
matthew matt
michael mike mickey
nathaniel nathan nate
nicholas nick
pamela pam
patricia pat patty trish tricia
patrick pat paddy
peter pete
philip phillip phil
raymond ray
rebecca becky becca
richard rick dick rich richie
robert bob bobby rob robbie
ronald ron ronnie
rosario charo
samantha sam
samuel sam sammy
stephanie steph
stephen steven steve
susan sue susie
terence terry
theodore ted teddy theo
theresa teresa terri tess
thomas tom tommy
timothy tim
veronica roni
victoria vicky tori
vincent vince vinny
walter walt
william bill billy will willie liam
zachary zach zack
"""
_FAMILIES: dict[str, set[int]] = {}
for _number, _line in enumerate(_SHORT_FORMS.split("\n")):
    for _word in _line.split():
        _FAMILIES.setdefault(_word, set()).add(_number)


def likeness(given, family, person) -> list[str]:
    """Why the names may be one person's, in words for staff; empty when they are not alike."""
    apart = edits(_joined(family), _joined(person.family), most=MOST_EDITS)
    same_given = _same_given(given, person)
    if apart is None or not same_given:
        return []
    spelling = "Same last name" if apart == 0 else f"Last name spelled almost alike ({apart} apart)"
    return [spelling, same_given]


def edits(first: str, second: str, *, most: int) -> int | None:
    """Letters to insert, delete or change to get from one to the other (Levenshtein's count).

    None when it takes more than `most`.
    """
    if abs(len(first) - len(second)) > most:
        return None
    row = list(range(len(second) + 1))
    for line, letter in enumerate(first, start=1):
        before, row = row, [line]
        for column, other in enumerate(second, start=1):
            change = before[column - 1] + (letter != other)
            row.append(min(before[column] + 1, row[column - 1] + 1, change))
    return row[-1] if row[-1] <= most else None


def _joined(name: str) -> str:
    return fold(name).replace(" ", "")


def _same_given(given, person) -> str:
    said = next(iter(fold(given).split()), "")
    kept = [
        words[0] for words in (fold(person.given).split(), fold(person.known_as).split()) if words
    ]
    if not said or not kept:
        return ""
    if said in kept:
        return "Same first name"
    if any(_FAMILIES.get(said, set()) & _FAMILIES.get(name, set()) for name in kept):
        return "First name is a short form of the same name"
    if any(said[0] == name[0] and 1 in (len(said), len(name)) for name in kept):
        return "Same first initial"
    return ""
