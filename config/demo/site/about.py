"""Pages of words: who we are, for the press, whether everybody can use this site, and letters."""

from dataclasses import dataclass

from .kinds import Words, callout, handout, live, questions, text


@dataclass(frozen=True)
class Leaf:
    title: str
    slug: str
    summary: str
    words: Words


ABOUT = Leaf(
    "About us",
    "about",
    "Who we are, who pays for it, who decides, and what we will not do.",
    [
        text("""
        Porchlight Network began in 2012 with eleven people in a borrowed classroom, all of whom had
        been elected to something small and had nobody to ask about it. There were two school board
        members, a water commissioner, a mayor who had brought her baby, and the rest were council
        members who each believed that theirs was the only council like that. By four in the
        afternoon they knew better, and somebody wrote the telephone numbers on the board.

        That list is still what we are. It has some 1,800 names on it now, in forty chapters, with a
        small staff who keep it true.

        ## What we do

        We introduce people who hold local office to others who hold it somewhere else and have had
        the same week. We keep a [library](/library/) of ordinances that part-time councils have
        passed. We meet by screen each month, in somebody's town hall each season, and once a year
        in Baltimore.

        ## Who decides

        Members do. Each chapter has a director, and the larger ones a steering committee with a
        seat for every region. Five national committees decide what we work on. Staff may speak at
        their meetings and may not vote.

        ## Who pays

        Members pay nothing to belong. Tickets pay for about half of the convening. The rest comes
        from foundations and from some nine hundred people who give a little each month. No company
        that sells things to local governments may give us money, which has saved us a good deal of
        lunch.

        ## What we will not do

        We do not endorse candidates or lend our lists to those who do. We do not tell members how
        to vote. We do not publish who belongs to us unless they have said we may, and they can
        change their minds on any day.
        """),
        questions(
            (
                "May I join if I lost my seat?",
                "Yes. Those who have left office stay as alumni, for as long as they pick up the"
                " phone.",
            ),
            (
                "Why a porch light?",
                "It says that somebody is home and does not mind the hour. It also uses very"
                " little power, which suited our first budget.",
            ),
        ),
    ],
)

PRESS = Leaf(
    "For the press",
    "press",
    "Whom to ask, how soon we answer, and what we can and cannot say about members.",
    [
        text("""
        You have a deadline, so first things first: write to
        [press@example.org](mailto:press@example.org), or call (202) 555-0142 on weekdays between
        nine and six, Eastern time. Say when you need it. We answer the same day, and if we do not
        know, we say so and tell you who might.

        ## What we can help with

        - **Somebody who has done it.** We can find you a council member, mayor or school board
          member in most states who has voted on what you are writing about, on either side.
        - **What a local government can and cannot do.** Much of what is reported as a refusal is a
          lack of power. We are glad to explain the difference, on or off the record.
        - **Numbers.** Who has introduced or passed a text of ours is in the
          [library](/library/), beside each text. You may use it. Say where it is from.

        ## What we cannot do

        We do not say who our members are. Some have agreed to be named on their chapter's page, and
        those you may name. Of anybody else we neither confirm nor deny it, even if they have told
        you themselves. It is nothing to do with you.

        ## About us, in fifty words

        Porchlight Network joins some 1,800 people in local elected office across the country, most
        of them part time: council members, mayors, county and school board members. Run by its
        members through forty state chapters, it helps them learn from one another. It endorses no
        candidates. Founded in 2012.
        """),
        handout(
            "Fact sheet, one page",
            "porchlight-network-fact-sheet.docx",
            """
            Porchlight Network joins people who hold local elected office across the United States.

            - Members: some 1,800, in forty state chapters. Most serve part time.
            - Offices: city and town council, mayor, county board, school board, and others.
            - Founded: 2012, in a borrowed classroom, by eleven people.
            - Run by its members. Staff may speak at committees and may not vote.
            - Endorses no candidates. Takes no money from companies that sell to local government.
            - Publishes a library of model ordinances with who introduced and who passed each.
            - Meets once a year in Baltimore.

            Ask us: press@example.org, (202) 555-0142, weekdays nine to six, Eastern time.
            """,
        ),
        live("Lately", "stories", most=4),
        callout(
            "At the convening",
            "Plenaries are open to the press with a badge; sessions are not, so that people may say"
            " what went wrong. There is a room where members come to be asked.",
        ),
    ],
)

ACCESSIBILITY = Leaf(
    "Accessibility",
    "accessibility",
    "What we do so that everybody can use this site, how we measure it, what does not work yet,"
    " and whom to tell.",
    [
        text("""
        Our members include people who do not see the screen, do not use a mouse, do not hear the
        video, or are on a telephone with a cracked corner between two meetings. The site has to
        work for all of them, on the same day.

        ## What we aim for

        The [Web Content Accessibility Guidelines](https://www.w3.org/TR/WCAG22/), version 2.2, at
        level AA. That covers every page of this site, signed in or not, and the letters we send.

        ## What we do

        - Every page works from the keyboard, without JavaScript, at 320 pixels wide and at four
          times its size.
        - Pictures say in words what they show, or are marked as saying nothing.
        - Each recording has every word of it below, written out by a person.
        - Nothing is said by color alone. Dark and light both keep the contrast.
        - Nothing moves by itself, and no form runs out while you are reading it.

        ## How it is measured

        Before each release the checker axe opens every kind of page in a real browser, wide and
        narrow, light and dark. One finding stops the release. A checker finds perhaps half of what
        matters, so twice a year members who use a screen reader, a switch or large type do what
        members do: join, register, find a colleague.

        ## What does not work yet

        - **Papers in the library** are Word files with real headings, but their outlines have not
          been tried in every reader. The same words are on the page.
        - **The map of states** on the chapters' page is a picture. The list beside it holds all
          that it says.
        - **The page editor**, which some chapters use, is not ours. Most of it works from the
          keyboard; reordering parts of a page is harder than it should be.
        - **Spanish** covers the frame, joining and events. Stories and the library are in English.

        ## Tell us

        If something stands in your way, write to
        [access@example.org](mailto:access@example.org), call (202) 555-0117, or use
        [the form](/contact/). Say which page and what you use. A person answers within three
        working days. If it keeps you from registering or voting, we do the thing for you on the
        telephone while we mend it.
        """),
    ],
)

LEAVES = [ABOUT, PRESS, ACCESSIBILITY]

CONTACT_TITLE, CONTACT_SLUG = "Write to us", "contact"
CONTACT_SUMMARY = "A question, a correction, a kind word: it is read by a person."
CONTACT_TOLD = "hello@example.org"
CONTACT = [
    text("""
    This goes to the national staff, of whom there are few. One of us reads it, usually before
    lunch, and answers within three working days. If you are a member with a question about your own
    record, [your page](/me/) is quicker. If somebody is in danger, call 911 and not us.
    """),
]
#: Label, what it asks for, whether it must be answered, help, choices.
QUESTIONS = [
    ("Your name", "singleline", True, "As you would sign a letter.", ""),
    ("Your email", "email", True, "So that we can answer.", ""),
    (
        "What is it about?",
        "radio",
        True,
        "",
        "Joining\nSomething in the library\nAn event\nSomething on this site that does not work\n"
        "Something else",
    ),
    ("Where do you serve, if you do?", "singleline", False, "“Town council, Oakland, MD”.", ""),
    ("Your words", "multiline", True, "As long or as short as you like.", ""),
]

#: The line above every page, before and after the early prices end, with that day or the first.
ALERT_EARLY = "The whole network meets in Baltimore in July. Early prices end on {}."
ALERT_LATE = "The whole network meets in Baltimore from {}. There is a seat on the long bench."
