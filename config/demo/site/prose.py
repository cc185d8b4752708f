"""Plain words into the HTML that a page's text block keeps.

A blank line ends a paragraph; "## " and "### " begin headings, "- " and "1. " items of a list;
**bold** and [words](/address/) do what they look like.
"""

import html
import re

STARTS = {"## ": "h2", "### ": "h3"}
ITEM = re.compile(r"(- |\d+\. )")


def written(plain: str) -> str:
    return "".join(_part(part.strip()) for part in re.split(r"\n\s*\n", plain) if part.strip())


def _part(part):
    for start, tag in STARTS.items():
        if part.startswith(start):
            return f"<{tag}>{_inline(part.removeprefix(start))}</{tag}>"
    if ITEM.match(part):
        items = re.split(r"(?m)^\s*(?:- |\d+\. )", part)[1:]
        tag = "ul" if part.startswith("-") else "ol"
        return f"<{tag}>{''.join(f'<li>{_inline(item)}</li>' for item in items)}</{tag}>"
    return f"<p>{_inline(part)}</p>"


def curled(words: str) -> str:
    """Quotation marks and apostrophes as they are printed."""
    words = re.sub(r'(^|[\s(\[*])"', r"\1“", words)
    return words.replace('"', "”").replace("'", "’")


def _inline(words):
    said = html.escape(curled(" ".join(words.split())), quote=False)
    said = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", said)
    return re.sub(r"\[(.+?)\]\((.+?)\)", r'<a href="\2">\1</a>', said)
