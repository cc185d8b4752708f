"""Guides: the first budget, the first hundred days, and one for partners."""

from cms.models import ResourcePage
from cms.topics import Topic

from .kinds import Resource, callout, questions, text

Kind, Level = ResourcePage.Kind, ResourcePage.Level

GUIDES = [
    Resource(
        title="Reading a budget in one evening",
        slug="reading-a-budget",
        kind=Kind.GUIDE,
        level=Level.ANY,
        topic=Topic.BUDGET,
        reviewed=88,
        summary="Three numbers to find, four questions to ask, and what not to say in your first"
        " budget hearing.",
        paper="reading-a-budget-in-one-evening.docx",
        words=[
            text("""
            A budget is four hundred pages because it has to be found legal, not because it has to
            be read. You need an evening, a pencil, and last year's. Do not begin at page one.

            ## Three numbers

            1. **What is left over.** Look for "fund balance" or "reserves" in the general fund.
               Divide by a year's spending. Under one month is thin. Over four, somebody will ask
               why, and it should be you.
            2. **What you may decide.** Take the total. Take away what the state requires, what is
               owed on bonds, what grants are for, and what contracts fix. In most towns a tenth
               is left. That tenth is the meeting.
            3. **Who is missing.** Count the positions, not the people. A department with six
               positions and four people has a reserve that nobody calls by that name.

            ## Four questions

            - What did we plan to spend on this last year, and what did we spend?
            - Which of these is paid with money that comes only once?
            - What are we putting off, and what will it cost when we stop?
            - If you had five thousand dollars more, what would you do on Monday?

            The last one is for department heads, and you should ask it of each. Write the answers
            down. A year later, five thousand dollars turns up more often than you would think.
            """),
            callout(
                "In your first hearing",
                "Ask; do not announce. You will be right about something in the first week, and it"
                " will be worth more in the third month.",
            ),
        ],
    ),
    Resource(
        title="The weeks before you are sworn in",
        slug="before-you-are-sworn-in",
        kind=Kind.GUIDE,
        level=Level.ANY,
        topic=Topic.DEMOCRACY,
        reviewed=120,
        summary="What to read, whom to call and what to buy between the election and the first"
        " meeting.",
        paper="the-weeks-before-you-are-sworn-in.docx",
        words=[
            text("""
            You have won, and nobody tells you anything until January. These are the best weeks you
            will have: you know little, everyone forgives it, and you may not yet be quoted.

            ## Week one: the clerk

            Make an appointment with the clerk. Bring nothing. Ask what is on fire, what was on fire
            the last time, and where the code is kept. Ask for the calendar of deadlines that the
            law sets, since those run your year and nobody else's do.

            ## Week two: the one you beat

            If it can be borne, write to them. Two sentences. Their voters are yours now. If they
            held the seat, ask what they wish they had finished.

            ## Week three: the law about you

            Find out, from your own attorney or your state's league, what you must disclose, what
            you may accept (usually: the coffee), and when three of you at a birthday party are a
            public meeting. Set up an address for the public's letters apart from your own. Your
            records will be asked for, and one day you will be glad of the wall.

            ## Week four: sit in the back

            Go to a meeting of the body you are about to join and sit in the last row. You will
            never see it from there again. Write down what you could not hear, could not follow and
            could not find. That is your first list.
            """),
            questions(
                (
                    "What should I buy?",
                    "Shoes, a folder that closes, and a second telephone charger for the car.",
                ),
                (
                    "Should I join something?",
                    "Yes, and [now](/join/): the weeks before the first meeting are when help is"
                    " worth most.",
                ),
            ),
        ],
    ),
    Resource(
        title="A guide for partners",
        slug="a-guide-for-partners",
        kind=Kind.GUIDE,
        level=Level.ANY,
        topic="",
        reviewed=30,
        summary="You know somebody who just won. How to pass them on to us, what happens next, and"
        " what you get to see.",
        paper="a-guide-for-partners.docx",
        words=[
            text("""
            You train candidates, organize tenants, defend rivers. In November some of the people
            you know win, and then you hear less of them, since they have been handed a binder. We
            would like to meet them in the first week. So would they, as a rule, if somebody they
            trust has told them that we are all right.

            ## How to pass somebody on

            1. Ask them. This is the one thing we cannot do for you. "May I give your name to people
               in the same job?" is enough.
            2. [Pass them on](/refer/). It takes two minutes: name, office, where, how to write to
               them, and one line on what you would say if you introduced us at a party.
            3. Go on with your day. Their chapter's director writes to them within the week, and
               says who sent us.

            ## What you see

            At the same address you see each person you have passed on and how far they have come:
            written to, replied, joined, or not for now. You do not see what they tell us, and we do
            not see what they tell you. If they ask us to stop, we stop, and you see only that.

            ## What we do not do

            We do not endorse, and we do not lend out our members. A name you give us goes to one
            director, in one state. It is not sold, swapped, or put on a list for somebody's gala.
            """),
            callout(
                "No account yet?",
                "Partners pass people on with a sign-in of their own. If your organization has"
                " none,"
                " [write to us](/contact/) and say who should.",
            ),
        ],
    ),
]
