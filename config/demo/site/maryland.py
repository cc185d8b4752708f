"""What Maryland's chapter tells on its own pages, written by its publisher."""

from cms.models import StoryPage
from cms.topics import Topic

from .kinds import Issue, Story, callout, questions, quote, text

Kind = StoryPage.Kind
PRIYA = "Priya Raman"

STORIES = [
    Story(
        title="What became of the napkin",
        slug="what-became-of-the-napkin",
        kind=Kind.STORY,
        ago=27,
        topic=Topic.HOUSING,
        lede="Our rental licensing law began on a napkin in Hagerstown. I have the napkin. Here is"
        " what it says, and what we learned to cross out.",
        summary="The short history of a rental licensing law that six councils have passed, and"
        " what each of them changed.",
        scene="flats",
        alt="A drawing of three apartment houses in purple, red and green under a pale yellow sky,"
        " most of the windows lit, with a large red key in the corner.",
        who=PRIYA,
        words=[
            text("""
            The napkin is from a diner off Potomac Street. It has a coffee ring and five lines:
            license every rental, inspect every three years, fee pays for inspector, name and
            telephone of a person, no license no eviction. Dana Whitlock wrote the first four. I
            will not say who wrote the fifth, as it is the one that got us sued in our imagination
            for the next six weeks.

            It had been a bad winter, in a town I have promised not to name. A furnace in a rowhouse
            had been out for nineteen days, and the owner was a company, and the company was a
            mailbox. The town had an inspector. What it did not have was anybody to call.

            ## What survived

            Line four did most of the work. A person with a name, who lives or works within an
            hour's drive, who answers. When the council of Port Tolliver passed its version, the
            clerk mailed a form, and a third of the furnaces in town were fixed before the first
            inspection. Nobody had made them. Somebody had been asked who they were.

            Line two changed. Every three years was more than a part-time inspector could do, so it
            became: at the first license, at a complaint, and otherwise every five, or every seven
            where nothing was found. Good owners liked that better than we expected.

            Line five went out. There is law on who may be put out and how, and it is the
            state's. A town that writes its own loses the rest of the ordinance with it.
            """),
            quote(
                "Charge what the inspector costs. Not a dollar over. They will check your"
                " arithmetic, and so they should.",
                "Dana Whitlock",
                "Councilmember, Hagerstown",
            ),
            text("""
            ## What I would tell you first

            Bring the landlords in before first reading, the ones with four houses and a truck.
            They know which owner is the trouble. In Sedgely they sat in the front row and spoke in
            favor, and the vote was six to one.

            The text is in [the library](/library/rental-licensing/). The napkin stays with me.
            """),
        ],
    ),
    Story(
        title="One engineer, four towns",
        slug="one-engineer-four-towns",
        kind=Kind.STORY,
        ago=79,
        topic=Topic.WATER,
        lede="None of them could afford a water engineer. All of them could afford a quarter of"
        " one, if somebody worked out whose truck it was.",
        summary="Four small towns on the Eastern Shore share one engineer, and the agreement is"
        " two pages long.",
        scene="tower",
        variant=3,
        alt="A drawing of a water tower on a green hill, small houses on both sides, and the pipes"
        " that join them under the ground.",
        who=PRIYA,
        words=[
            text("""
            Quillby has 640 people and a well. Harrow has two wells and a lagoon. Nanny's Point has
            a plant that was new when I was. Port Tolliver is the big one, at 3,100. Each of them
            loses about a third of the water it pumps, somewhere between the tower and the tap, and
            each of them had advertised for an engineer and heard from nobody.

            At our spring visit the four mayors found themselves at one end of a picnic table. One
            of them said that she would take a quarter of an engineer. It was a joke for about as
            long as it takes to pass the corn.

            ## Two pages

            Maryland towns may agree to do together what each may do alone. The agreement is two
            pages. Port Tolliver employs him, because it has somebody who does payroll. The others
            pay by the number of connections. He is in each town one day a week and, on the fifth,
            wherever it is worst. If a town leaves it gives a year's notice, since nobody can hire
            a person on ninety days.

            It took four votes on four nights. In Harrow it failed the first time, over the truck.
            """),
            callout(
                "About the truck",
                "Buy it together, insure it in one town's name, and write down who may drive it on"
                " a Sunday. We mean this. It was the only thing anybody ever argued about.",
            ),
            text("""
            His name is Emeka, he is thirty-four, and he walks the lines at two in the morning,
            when the town is asleep and the only water moving is water going where it should not.
            In the first year he found eleven leaks. The largest was under the ball field in
            Quillby, where the outfield had been so green.
            """),
            quote(
                "We thought we had good grass.",
                "The mayor of Quillby",
                "who asked us to leave it at that",
            ),
        ],
    ),
    Story(
        title="Bev knows where it is",
        slug="bev-knows-where-it-is",
        kind=Kind.SPOTLIGHT,
        ago=140,
        topic=Topic.DEMOCRACY,
        lede="Every town has a clerk who is the town. We sat down with ours, between the telephone"
        " and a man about a fence.",
        summary="A spotlight on a town clerk with thirty-one years of minutes and a system of her"
        " own.",
        scene="ledger",
        alt="A drawing of a table under a lamp with three sheets of figures, a pencil, and a"
        " steaming green mug.",
        who=PRIYA,
        words=[
            text("""
            The whole staff of Quillby is Beverly Ostrander, and the whole staff of Quillby would
            like it known that she has ten minutes. Thirty-one years. Nine mayors. She writes the
            minutes, sends the water bills, sells the dog tags, and knows which of the two Mr.
            Pruitts you mean.

            **What do new council members get wrong?**

            "They think it is a secret how things work. It isn't a secret. It's in the binder. They
            don't open the binder because it is a binder."

            **What should they do on the first day?**

            "Come in. Sit there. Ask me what is on fire. Then ask me what was on fire last time
            somebody new came in, because it's generally the same."

            **Best motion you ever recorded?**

            "To adjourn, in 2003, in a thunderstorm, seconded from under the table."

            The telephone rings. It is about a fence. She tells the caller the page of the code,
            the height, and that his neighbor has already been in. She is kind about it. She has it
            all in a card file and, since last year, in a computer, which she calls the other card
            file.

            **And what do you want from us?**

            "Pay the clerks. They'll put up a statue to somebody who voted for a bridge. Nobody
            could find the bridge if I hadn't filed it."
            """),
            quote(
                "An open record is a record you can find. The rest is a basement.",
                "Beverly Ostrander",
                "Clerk of Quillby",
            ),
            text("""
            Our chapter's half-day for new members now begins with a clerk, not a consultant. We
            bring the coffee. She brings the binder, and makes them open it.
            """),
        ],
    ),
    Story(
        title="How a regional seat gets filled",
        slug="how-a-regional-seat-gets-filled",
        kind=Kind.NEWS,
        ago=6,
        topic=Topic.DEMOCRACY,
        lede="The list of open seats on our page is always true. This is what happens after you"
        " press the button.",
        summary="What happens when you volunteer for a seat on Maryland's steering committee, step"
        " by step.",
        scene="map",
        alt="A drawing of a map in patches of green, gold and gray, crossed by a purple river, with"
        " red pins in several places.",
        who=PRIYA,
        words=[
            text("""
            Our steering committee has a seat for each region, two for the Baltimore region, two
            co-chairs, and one for somebody who has left office and misses it. Which of them are
            open stands on [our page](/chapters/maryland/). When one is filled, it goes from the
            list in the same minute. Nobody has to remember to take it down.

            ## Then what

            1. You press "volunteer for this seat" and tell us three things: where you serve, why
               you would, and what you would drop to have the time. The third is the one we read
               first.
            2. Renata Osei calls you within the week. It is a conversation, not an interview. She
               will ask what your region is tired of being asked.
            3. The committee votes at its next call, which is the first Thursday. Two people from
               your region must have said yes to you. They need not be members of anything.
            4. You are on the page, if you agree to be named there. If you would rather not, it
               says that the seat is filled.
            """),
            questions(
                (
                    "How much time is it?",
                    "One evening call a month, one visit a season, and a vote on what the chapter"
                    " takes on. About five hours a month, and ten in the month of the visit.",
                ),
                (
                    "I lost my seat in November. May I stay on?",
                    "A regional seat is for those who hold office in the region, so that one ends."
                    " The alumni seat is for exactly you.",
                ),
                (
                    "What if two people want it?",
                    "We have never had that trouble on the Shore. If we do, both come to the call,"
                    " and the committee decides with both of them out of the room.",
                ),
            ),
        ],
    ),
    Story(
        title="The fire hall roof",
        slug="the-fire-hall-roof",
        kind=Kind.STORY,
        ago=2,
        topic=Topic.BUDGET,
        lede="Not finished. Ask Harrow whether we may print the number.",
        summary="How a town paid for a roof without a grant. A draft.",
        scene="bridge",
        variant=2,
        alt="A drawing of an iron bridge over a river in the evening.",
        who=PRIYA,
        draft=True,
        words=[
            text("""
            Harrow's fire hall needed a roof and there was no grant for it. There is a grant for
            roofs on halls built before 1950 and one for halls built after 1980. Theirs is from
            1964.

            (Here: the pancake breakfasts. Then the bond bank. Check with the treasurer whether
            the rate was fixed. Photograph of the roof? Of the pancakes?)
            """),
        ],
    ),
]

ISSUES = [
    Issue(
        title="Maryland: the road, the roof and the first Thursday",
        slug="maryland-first-thursday",
        ago=18,
        lede="Where we meet next month, what the session may bring, and a request concerning soup.",
        words=[
            text("""
            Friends,

            The next call is on the first Thursday at seven, and it ends at eight because it always
            does. We have two things on the agenda and room for one more. If yours is the one more,
            tell Renata by Tuesday.

            ## On the road

            In spring we go to the Shore again: two days, four towns, one van. The picnic table has
            been reserved. There are eleven places, and members who have never come go first.

            ## What to read before the session

            When the legislature sits, bills that take something away from towns come quickly and
            late. We keep a list of who can be in a hearing room by ten in the morning. If you can,
            once, put your name on it. Nobody is asked twice in a week.

            ## Done

            Six councils have now passed a rental licensing law. [What became of the
            napkin](/chapters/maryland/what-became-of-the-napkin/) tells how, and what went out.

            ## Soup

            The recipe exchange is not a joke, and it is behind. We have nine crab soups and one
            vegetable. Western Maryland, you have the floor.

            Priya
            """),
        ],
    ),
    Issue(
        title="Maryland: who is new, and what she asked",
        slug="maryland-who-is-new",
        ago=110,
        lede="Seven new members, four regions, and the question that took up the whole call.",
        words=[
            text("""
            Friends,

            Seven people have joined us since we last wrote, from four of our five regions, and
            somebody in their region has written to each of them already. If that was meant to be
            you, it is not too late until you have read this sentence.

            ## The question

            On the last call a member in her second month asked how you vote against a neighbor.
            Not how you explain it: how you do it, with him sitting there. It took up the hour. Here
            is what people said, without their names.

            - Tell him before. Not why. Just that you will, so he need not learn it in the room.
            - Say the reason once, in one sentence, and do not say it better the second time.
            - Go to his place afterwards, that week, about something else.
            - He may not wave for a year. Wave.

            ## Dates

            The budget evening is online this time. Bring last year's budget of your own town, and
            a pencil, as three numbers in it will surprise you. The day in Hagerstown is half on
            people's porches. Wear shoes.

            ## Thank you

            To the Talbot table for the tomatoes, which were not asked for and were very good.

            Priya
            """),
        ],
    ),
]
