"""National spotlights, news and words for the press."""

from cms.models import StoryPage
from cms.topics import Topic

from .kinds import Story, callout, drawing, handout, live, quote, text

Kind = StoryPage.Kind

PEOPLE = [
    Story(
        title="The mayor is at the dump until noon",
        slug="the-mayor-is-at-the-dump",
        kind=Kind.SPOTLIGHT,
        ago=34,
        topic=Topic.BUDGET,
        lede="Wilhelmina Tate governs four hundred people, nine streets and a fire truck older than"
        " her council. Saturdays she checks trailers.",
        summary="A day with the mayor of a Texas town of four hundred, who also weighs the trash.",
        scene="porch",
        alt="A drawing of a small house at dusk with a green roof and a porch, a lamp lit beside"
        " the door and stars above.",
        who="June Abernathy",
        words=[
            text("""
            There is a sign on the door of the town hall of Dry Fork Crossing, Texas, that says the
            mayor is at the dump until noon. It has been there eleven years. She has it laminated.

            "People think it is a joke," says Wilhelmina Tate, seventy-one, from a lawn chair
            beside the scale. "This is office hours. You cannot get a person to come to a council
            meeting. But everybody has a mattress."

            The town has no property tax to speak of, a well, and a budget of $212,000, which she
            can recite. It is governed by five people who are paid nothing and a secretary who is
            paid for twenty hours. In a general-law town, she explains while waving through a
            pickup, you may do what the state says you may do. "So you learn to read."

            ## What she got done this year

            A second well pump, after three years of applications. Painted lines by the school. An
            agreement with the county under which a deputy comes through twice a night, written on
            a single page because neither side would pay for two.

            And the fire truck. It is from 1987 and its name is Loretta. Tate found a department in
            a suburb that was replacing one from 2009, drove up with a pan of peach cobbler, and
            came home with a promise in writing. It arrives in spring. Loretta will be in parades.
            """),
            quote(
                "I never wanted to be the mayor. I wanted the pothole fixed, and they said the"
                " mayor does that.",
                "Wilhelmina Tate",
                "Mayor of Dry Fork Crossing",
            ),
            text("""
            ## Why she is in the network

            Because at ten at night, with the water board's lawyer on the other line, there are
            perhaps forty people in the country who know what she is talking about. She has
            nineteen of their numbers. "They pick up," she says. "I pick up. That's all it is."
            """),
        ],
    ),
    Story(
        title="She counts the chairs",
        slug="she-counts-the-chairs",
        kind=Kind.SPOTLIGHT,
        ago=118,
        topic=Topic.SCHOOLS,
        lede="Before each meeting of her school board, Odessa Grantham counts the chairs for the"
        " public. Then she counts who did not come.",
        summary="A school board member in Georgia keeps track of who is not in the room, and goes"
        " to find them.",
        scene="chairs",
        alt="A drawing of rows of empty chairs in a meeting room, in purple, red and green, under"
        " three round lamps.",
        who="Hugh Pemberly",
        words=[
            text("""
            Forty chairs. Eleven people. Four of the eleven are paid to be there. Odessa Grantham
            writes it in a small green book, as she has at every meeting for six years, and gives
            the sum at the end of her report. The first time, a colleague asked whether that was a
            point of order. She said no, it was a point.

            She taught third grade in southwest Georgia for twenty-six years, and ran for the
            school board, she says, because she missed arguing with the school board.

            ## Going to where they are

            The green book taught her a thing. When the agenda said "facilities", five people
            came. When a notice went home in backpacks that said "which two bathrooms shall we fix
            first", there were sixty, and some had brought pictures.

            So she asked for three changes, none of which needed a dollar.

            - The agenda is written twice: once for the lawyer, and once so that a tired person
              understands it on a telephone.
            - Every other month the board meets in a school, at six, and the cafeteria stays open.
            - Public comment comes first, not at 9:40, when those with small children have gone.
            """),
            quote(
                "You can tell people they are welcome, or you can look at what time it is.",
                "Odessa Grantham",
                "School board member",
            ),
            text("""
            Not everybody thanks her. The meetings are longer, and one of them was loud. But the
            bond passed, in a year when bonds did not, and she puts it down to the bathrooms. The
            average in the green book for this year is thirty-three. She has asked for more
            chairs.
            """),
        ],
    ),
    Story(
        title="Public comment, and the egg timer",
        slug="public-comment-and-the-egg-timer",
        kind=Kind.STORY,
        ago=205,
        topic=Topic.DEMOCRACY,
        lede="A council that dreaded public comment changed four small rules. The dread went. The"
        " comments stayed.",
        summary="Four rules that made public comment bearable for a council, and worth it for the"
        " public.",
        scene="council",
        alt="A drawing of a council at a long dark table: seven high chairs, one of them empty, a"
        " name card and microphone at each, and a clock on the wall.",
        who="A council president who asked to be called the chair",
        words=[
            text("""
            It used to be three minutes, and a red light, and a police officer by the door. The
            council of Pike Narrows, Minnesota, population 9,400, would sit very still, like people
            in a dentist's waiting room, and say nothing, because the attorney had told them to say
            nothing. Then they would take a break.

            "We believed that we were listening," says the chair. "From the other side we looked
            like a row of hams."

            ## Four rules

            1. **Say what becomes of it.** After each speaker the clerk says one of three things
               aloud: it is on tonight's agenda; it goes to this person, who answers by that day;
               or it is not something a city can do, and here is who can.
            2. **Same rules for all.** The time is three minutes for the man who comes every
               fortnight and for the president of the chamber. The red light is gone. It is an egg
               timer, shaped like a hen, and nobody has yet been able to shout at it.
            3. **A page for those who cannot come.** Words sent by noon are printed and laid at
               each place. The count is read out. Nobody's letter is read by somebody in a hurry.
            4. **Any language.** An interpreter, asked for by Friday. If you ask on Monday, the
               library's Ms. Vang will do her best, and her best is good.
            """),
            drawing(
                "chairs",
                3,
                "A drawing of three rows of empty chairs, most of them purple, seen from behind the"
                " council's table.",
            ),
            handout(
                "The four rules, to hang on a door",
                "public-comment-in-four-rules.docx",
                """
                Welcome. You may speak, and this is how.

                1. Each speaker has three minutes. The timer is the same for everybody.
                2. After you speak, the clerk says what becomes of it: tonight, or whom it goes to
                   and by when, or who else can help.
                3. Words sent by noon are printed and laid before each member.
                4. You may speak in any language. Ask for an interpreter by Friday, and you have
                   double the time.
                """,
            ),
            callout(
                "What a council may and may not do",
                "You may limit time, and keep to the city's business, if the rule is the same for"
                " everybody. You may not choose by opinion. Ask your attorney before you adopt"
                " anything, including this.",
            ),
            text("""
            The officer went back to the road. There has been shouting twice since. Both times the
            hen rang, and the person sat down, and the clerk told them what would become of it.
            """),
        ],
    ),
    Story(
        title="What is on the table in Baltimore",
        slug="what-is-on-the-table-in-baltimore",
        kind=Kind.NEWS,
        ago=12,
        topic="",
        lede="Thirty sessions, six rooms, one long supper. Here is how to choose, from people who"
        " chose wrong the first time.",
        summary="How to choose among thirty sessions at the national convening, and what to bring.",
        scene="bridge",
        alt="A drawing of a red iron bridge over a wide river, with green hills behind it and a low"
        " yellow sun.",
        who="Mai Truong-Bell",
        words=[
            text("""
            The program of the national convening is out, and it is too much. That is on purpose.
            Nobody should hear all of it, and those who try go home with a tote bag and a cold. We
            asked people who have come before how they choose.

            **Go to one thing you already know.** You will be the person in the third row who has
            done it, and somebody in the fourth row needs you.

            **Go to one thing you are against.** Two school boards that disagree about reading have
            been given the same hour and one microphone. It is the most useful quarrel in the
            building.

            **Bring the draft.** The ordinance clinic takes whatever you have, including a
            napkin. It fills up first. A waiting list is kept, and it moves.

            **Leave one hour empty.** Most of what people took home last year they heard in the
            hallway, next to the coffee, from somebody whose card they have still got.
            """),
            callout(
                "Money",
                "If the ticket is more than your stipend, say so when you register. Help is for"
                " exactly this, is decided by people who have asked for it themselves, and is"
                " nobody else's business.",
            ),
            text("""
            Childcare opens at eight. There is a quiet room beside the Library. Every room has live
            captions and a hearing loop, and the long supper has a table for people who would
            rather eat early and go to bed.

            [See the events](/events/), read the whole program, and choose badly on purpose at
            least once.
            """),
            live("What is next", "events"),
        ],
    ),
    Story(
        title="Local officials open a shared library of tested ordinances",
        slug="shared-library-opens",
        kind=Kind.PRESS,
        ago=61,
        topic=Topic.DEMOCRACY,
        lede="Porchlight Network publishes model ordinances that part-time councils have really"
        " passed, with a list of who passed them and what went wrong.",
        summary="For the press: a public library of model ordinances and sample resolutions, with"
        " who introduced and who passed each.",
        scene="shelves",
        alt="A drawing of three long shelves of books in many colors, with gaps where some have"
        " been taken out.",
        words=[
            text("""
            Local elected officials in forty chapters of Porchlight Network have opened their shared
            library to the public. It holds model ordinances, sample resolutions and guides for
            cities, counties and school boards, each reviewed within the year and each written to
            be passed by people who hold office after work.

            "Most councils in this country are part time, and most have no lawyer in the building,"
            said June Abernathy of the network's national staff. "They do not need a white paper.
            They need twelve pages that survive second reading."

            What sets the library apart is a record. Beside each text stands who introduced it, who
            passed it, and when, as reported by members and confirmed by staff. Where an ordinance
            was voted down, the page says that too, and what those who lost would change.

            The first collection covers rental licensing: a model ordinance for cities, and sample
            resolutions for a city, a county and a school board. Collections on water systems and
            on late buses follow.
            """),
            quote(
                "I would rather copy something that failed honestly than something that was never"
                " tried.",
                "Priya Raman",
                "Councilmember, Annapolis, MD",
            ),
            text("""
            ## About the network

            Porchlight Network joins some 1,800 people in local elected office and those who have
            left it: council members, mayors, county and school board members. It is run by its
            members through state chapters, endorses no candidates, and has a very small staff.

            ## To ask us something

            Write to [press@example.org](mailto:press@example.org). We answer on weekdays by four
            in the afternoon, Eastern time, and we will say so if we do not know.
            """),
        ],
    ),
]
