"""The shapes in which the words of the site are written down, before they are pages."""

import json
from dataclasses import dataclass, field

from cms.models import JobPage, ResourcePage, StoryPage

from .prose import curled, written

#: Blocks of a page: the kind of each and its value.
Words = list[tuple[str, object]]


def text(plain: str) -> tuple[str, str]:
    return ("text", written(plain))


def quote(words: str, who: str, office: str = "") -> tuple[str, dict]:
    return ("quote", {"words": curled(words), "who": who, "office": office})


def callout(title: str, plain: str) -> tuple[str, dict]:
    return ("callout", {"title": curled(title), "words": written(plain)})


def questions(*pairs: tuple[str, str]) -> tuple[str, list]:
    return (
        "questions",
        [{"question": asked, "answer": written(answer)} for asked, answer in pairs],
    )


def drawing(scene: str, variant: int, alt: str) -> tuple[str, dict]:
    """A picture among the words; `Printer` draws it and puts it in its place."""
    return ("drawing", {"scene": scene, "variant": variant, "alt": alt})


def handout(words: str, filename: str, plain: str) -> tuple[str, dict]:
    """A paper to take along, made of plain words when the page is printed."""
    return ("handout", {"words": words, "filename": filename, "html": written(plain)})


def live(title: str, what: str, *, topic: str = "", most: int = 3) -> tuple[str, dict]:
    """A list that keeps itself, of the whole network."""
    return (
        "live_list",
        {"title": title, "what": what, "topic": topic, "everywhere": True, "most": most},
    )


def streamed(words: Words):
    return json.dumps([{"type": kind, "value": value} for kind, value in words])


@dataclass(frozen=True)
class Story:
    """`ago` counts days; the picture is a scene of `drawings` and its variant."""

    title: str
    slug: str
    kind: StoryPage.Kind
    ago: int
    topic: str
    lede: str
    summary: str
    scene: str
    alt: str
    words: Words
    who: str = ""
    variant: int = 0
    draft: bool = False


@dataclass(frozen=True)
class Resource:
    """`reviewed` counts days; `paper` is the name of the file that holds its words."""

    title: str
    slug: str
    kind: ResourcePage.Kind
    level: ResourcePage.Level
    topic: str
    reviewed: int
    summary: str
    words: Words
    paper: str
    counts: bool = False
    below: list["Resource"] = field(default_factory=list)


@dataclass(frozen=True)
class Episode:
    title: str
    slug: str
    ago: int
    seconds: int
    summary: str
    words: str
    transcript: str


@dataclass(frozen=True)
class Job:
    """`posted` counts days back, `open_for` days from today; below zero it is closed."""

    title: str
    slug: str
    employer: str
    where: str
    hours: JobPage.Hours
    pays: tuple[int, int, JobPage.Per]
    posted: int
    open_for: int
    summary: str
    words: Words
    mail: str
    remote: bool = False


@dataclass(frozen=True)
class Issue:
    """One newsletter, sent `ago` days back."""

    title: str
    slug: str
    ago: int
    lede: str
    words: Words
