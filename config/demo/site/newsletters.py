"""What was sent to members everywhere, kept to read again."""

from .kinds import Issue, callout, live, text

ISSUES = [
    Issue(
        title="The light: you won. Now what?",
        slug="you-won-now-what",
        ago=11,
        lede="For the newly elected: four things to do before you are sworn in, and one to leave"
        " alone.",
        words=[
            text("""
            Hello from the porch,

            Some of you have just been elected, and have slept for about two nights of it.
            Congratulations, and here is your first list.

            1. **See the clerk.** Before the manager, before the chief, before the paper.
            2. **Find your thirty pages.** [Episode one of The Back
               Row](/audio/the-back-row/the-binder/) says which.
            3. **Open a second mailbox.** Your letters are public records now. Your aunt's need not
               be.
            4. **Write to whoever you beat.** Two sentences.

            And one to leave alone: do not announce anything. You have a month in which nobody can
            hold you to a thing. It does not come again.

            ## To those who lost

            We are keeping your number. Alumni stay, and are called more often than they think.
            There is a good hour to be had with [Camille, who lost by
            nine](/audio/the-back-row/losing-by-nine/).

            ## Dates

            Reading a budget in one evening, online. Baltimore is in July, and the early price ends
            in spring. If the ticket is more than your stipend, there is help, and asking takes five
            minutes.

            June, for all of us
            """),
            live("What is next", "events"),
        ],
    ),
    Issue(
        title="The light: budgets, and a word for clerks",
        slug="budgets-and-clerks",
        ago=72,
        lede="Somewhere it is always budget season. Also: the library is open to"
        " everybody, and have"
        " you thanked your clerk?",
        words=[
            text("""
            Hello from the porch,

            Somewhere, this Friday at five, a document of four hundred pages arrives. Bernice
            Calloway, who has been a treasurer for twenty years and finds it all quite funny, says
            not to read it. Go to the table at the back, take a ruler, and mark where the second
            number is far from the first. The [guide](/library/reading-a-budget/) has the rest.

            ## The library is public

            Everything in it can now be read without signing in: the texts, who passed them, and
            what they would cross out. Send it to a colleague who is not a member. It is our best
            argument.

            ## Say what you did

            If you introduced or passed one of our texts, tell us under it. If it failed, tell us
            the vote. Eleven people did so last month, and one town was spared section 9 as it used
            to be.

            ## Clerks

            We asked forty of them what they want from elected people. Thirty-one said: come in
            sooner. Six said: read the packet. Three asked for a chair that goes up and down. You
            could do all three this week.

            June, for all of us
            """),
        ],
    ),
    Issue(
        title="The light: what to bring to Baltimore",
        slug="what-to-bring-to-baltimore",
        ago=160,
        lede="Shoes, a draft, and something to trade. Also: where to find us, and where to hide.",
        words=[
            text("""
            Hello from the porch,

            We have had the same three questions about the convening from two hundred people.

            **What shall I wear?** What you wear to a meeting in August. The ballroom is cold, the
            harbor is not.

            **What shall I bring?** The draft of whatever you are stuck on. The ordinance clinic
            takes napkins. Cards, if you have them; a pencil, if you do not. And one thing to trade:
            a form, a flyer, a sentence that worked.

            **Do I have to talk to people?** No. There is a quiet room by the Library with a door
            that shuts, and nobody will ask what you were doing in it.
            """),
            callout(
                "If your plans change",
                "Give your place back, please. Somebody on the waiting list has already looked"
                " up the train. Most of the ticket comes back to you until thirty days before.",
            ),
            text("""
            ## For those who stay at home

            Notes from each session are in the library a week afterwards. They are written by
            members, so they say what was useful and leave out who was introduced by whom.

            ## Children

            There is childcare from eight in the morning. Last year's built a city hall out of
            boxes, held an election, and had a runoff.

            June, for all of us
            """),
        ],
    ),
    Issue(
        title="The light: when the power went out, and what held",
        slug="what-held",
        ago=288,
        lede="Four members on what their town did when the power went out, and what they wish they"
        " had written down.",
        words=[
            text("""
            Hello from the porch,

            Several of you have had a bad month. We asked four members, in four states where the
            power was out, what had held. None of them named a plan.

            - **A list of who is on oxygen**, kept by the fire hall, with consent, on paper, in a
              drawer that opens without a computer.
            - **A key.** One church and one school had agreed two years ago that either could be
              opened by whoever got there. The agreement is a single paragraph.
            - **The man with the radio.** Every town has him. In one town the council had thanked
              him the summer before. He came in on the first night without being asked.
            - **Nothing**, said the fourth. "We did it all by hand and by luck. So this week, while
              people still remember, I am going around and writing down who did what."

            That last is the advice. Memory of a bad week lasts about two
            months.

            ## New

            A podcast: [The Back Row](/audio/the-back-row/). One person, one thing they did, and no
            panel. The first is about a binder.

            ## Dates

            Chapter calls are where they always are. If yours meets on a night when your council
            does, say so; two chapters moved last year for just that reason.

            June, for all of us
            """),
        ],
    ),
]
