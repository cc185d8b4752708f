"""What search looks through in a page, and how words are made alike on both sides.

Each database has its own idea of accents. Words that hold any are indexed a second time
without, and what somebody types is asked for without.
"""

import re
import unicodedata

from network.words import fold

WORD = re.compile(r"[^\W_]+")
JOINED = re.compile(r"[^\W_]+(?:['’][^\W_]+)+")
#: Longer than any word: what PostgreSQL would refuse to look for.
LONGEST = 60
#: Between a page's own words and those nobody is shown.
OTHER_WORDS = "␞"

#: Fields, beside title and body, whose words find a page.
FIELDS = ("search_description", "lede", "who_wrote", "who_speaks", "employer", "where")


def plain(word: str) -> str:
    """A word as it is asked for: "Quiñones" is "quinones". Other alphabets stay what they are."""
    return fold(word).replace(" ", "")[:LONGEST] or word.casefold()[:LONGEST]


def words_in(text: str) -> list[str]:
    return [plain(word) for word in WORD.findall(unicodedata.normalize("NFC", text))]


def all_words(page) -> str:
    """Everything a page says, in the order one reads it."""
    said = [getattr(page, name, "") for name in FIELDS]
    for block in page.body:
        # What a list holds is not the page's, and changes without it.
        if block.block_type == "live_list":
            said.append(block.value["title"])
        else:
            said += block.block.get_searchable_content(block.value)
    if hasattr(page, "transcript"):
        said += page._meta.get_field("transcript").get_searchable_content(page.transcript)
    return " ".join(filter(None, (words.strip() for words in map(str, said))))


def other_words(page) -> str:
    """Where the page belongs, such as its chapter, and what people type for words of its own."""
    above = page.get_ancestors().filter(depth__gt=3).values_list("title", flat=True)
    known = " ".join([page.title, *above, all_words(page)])
    return " ".join([OTHER_WORDS, *above, *second_spellings(known)])


def second_spellings(text: str) -> list[str]:
    """The words of a text that are also typed otherwise: without accents, O'Brien as one."""
    text = unicodedata.normalize("NFC", text)
    accented = {plain(word) for word in WORD.findall(text) if not word.isascii()}
    joined = {plain(word) for word in JOINED.findall(text)}
    return sorted(accented | joined)
