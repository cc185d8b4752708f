"""National stories of pipes, buses, homes and lunches: what was done, and what it took."""

from cms.models import StoryPage
from cms.topics import Topic

from .kinds import Story, callout, drawing, quote, text

Kind = StoryPage.Kind

WORKS = [
    Story(
        title="The last two hundred feet",
        slug="the-last-two-hundred-feet",
        kind=Kind.STORY,
        ago=21,
        topic=Topic.WATER,
        lede="The village owned the pipe in the street. The family owned the pipe in the yard. The"
        " lead was in the yard.",
        summary="How a village of 2,300 replaced every lead service line it could find, including"
        " the part it did not own.",
        scene="tower",
        alt="A drawing of a water tower above a row of small houses, with the pipes below ground"
        " shown in green and three drops where one of them leaks.",
        who="The water table",
        words=[
            text("""
            Corder Mills, Ohio, has 2,300 people, six council members, and a water superintendent
            named Lew who keeps the map of the pipes in his head. When the state asked every
            system for an inventory of its service lines, the village could hand in Lew or hand in
            paper. It chose paper, and Lew spent a winter in other people's basements with a
            magnet and a penny.

            Scratch the pipe with the penny. If it shines like the penny's brother, it is copper. If
            the magnet holds, it is steel. If it is soft and gray and nothing sticks to it, you
            call your council member. Lew called her forty-one times.

            ## The part nobody owned up to

            The street half of each line was the village's, and the money for that half was a loan
            with most of it forgiven. The yard half belonged to whoever owned the house. A plumber
            wanted $4,800 for it. Half of the houses were rented.

            "We could have sent a letter," says the council's finance chair, Rosalind Behm. "We
            have sent letters. I know where they go."

            So the council passed three short things instead. An ordinance that lets the village
            replace the yard half at its own cost where the owner signs. A second that says an
            owner who will not sign must tell each tenant so, in writing, every year. And a
            resolution that puts the contractor on one street at a time, so that neighbors watch
            it happen next door before they are asked.
            """),
            quote(
                "The second ordinance is the one that worked. Nobody wanted to write that letter.",
                "Rosalind Behm",
                "Council member, Corder Mills",
            ),
            text("""
            ## What she would do differently

            Start with the school and the two day cares. They did them ninth, because the list was
            in order of street names, and the day cares are on Walnut.

            Thirty-nine lines are copper now. One house is empty and shut off. One owner has not
            signed, and has written his letter twice. Lew has been asked to draw the map before he
            retires. He has agreed to start.
            """),
        ],
    ),
    Story(
        title="One sentence above the hardware store",
        slug="one-sentence-above-the-hardware-store",
        kind=Kind.STORY,
        ago=48,
        topic=Topic.HOUSING,
        lede="For sixty years it was against the law to live upstairs on Main Street. It took"
        " striking eleven words, and eight months, to change it.",
        summary="A mountain town let people live above its shops again by striking one sentence"
        " from the zoning code.",
        scene="street",
        alt="A drawing of a main street in the morning: six buildings in different colors with"
        " striped awnings, some of the upstairs windows lit.",
        who="Homes and Neighborhoods committee",
        words=[
            text("""
            The sentence was in section 7 of the code of Bell Fork, Colorado: "No dwelling shall be
            maintained above a ground floor business." Nobody on the council knew why. The planner
            found the minutes: in 1961 somebody's brother-in-law had left a hot plate on.

            Meanwhile the hardware store could not hire. The owner, Stan Ibarra, had two empty
            rooms and a bath upstairs, full of paint. He had a clerk who drove an hour each way. He
            asked whether she might live above the paint. He was told to see section 7.

            ## Why eight months

            Striking words is quick. A part-time council of seven does it in two readings. What
            took the time were three questions, each asked by somebody with a point.

            - **The fire chief:** how does she get out? Answer: a second stair or a sprinkler, in
              the building code already, so the ordinance only had to say that it applies.
            - **The bar:** will she complain about the band? Answer: whoever rents upstairs signs
              one page that says there is a bar downstairs, and that it has a band.
            - **The woman who remembers everything:** will they all be rented by the night? Answer:
              no lodging for fewer than thirty days above a shop, in the same ordinance, or the
              first answer to a housing shortage would have been nine new hotel rooms.
            """),
            quote(
                "Every hard question made it a better ordinance. I would like to have been told so"
                " in month three.",
                "Teodora Lunde",
                "Mayor of Bell Fork",
            ),
            text("""
            Fourteen people live over Main Street this winter. It is not an answer to what the lift
            company pays, and nobody says it is. But the lights are on upstairs when the shops
            close, and Stan opens on time. The paint is in the basement. It turns out he had a
            basement.
            """),
            drawing(
                "flats",
                5,
                "A drawing of three apartment houses side by side, most of their windows lit, and"
                " a red key.",
            ),
            callout(
                "Borrow it",
                "The words they struck, the words they added, and the one-page notice about the"
                " band are yours for the asking: [write to us](/contact/).",
            ),
        ],
    ),
    Story(
        title="The 11:40",
        slug="the-11-40",
        kind=Kind.STORY,
        ago=96,
        topic=Topic.TRANSIT,
        lede="The last bus left at 10:55. Second shift let out at 11:15. For nine years this was"
        " nobody's department.",
        summary="A county board added one late bus, and found out that the hard part was the"
        " driver's ride home.",
        scene="bus",
        alt="A drawing of a green bus at a stop late at night, its windows yellow, with the dark"
        " outlines of riders and a large moon over the roofs.",
        who="Good Work and Fair Wages committee",
        words=[
            text("""
            In Aldous County, Michigan, there are two plants, one hospital laundry, and a bus
            system that was drawn for people who work from eight to five, at a time when people
            did. Commissioner Jerome Whitfield found out about the gap by giving a man a ride. The
            man had been walking, in February, along the state road, with his lunch pail on his
            head against the sleet.

            ## Counting first

            He did not bring a motion. He brought a clipboard, and stood at the gate of the laundry
            for five nights with two colleagues and a thermos. They asked one question: how do you
            get home? Sixty-two people answered. Nineteen paid for a ride. Eleven waited for
            somebody's cousin. Four walked.

            Nineteen people paying eleven dollars, two hundred and fifty nights a year, is more than
            it costs to run one late bus. That was the whole speech. It took him four minutes, and
            the board sent it to committee, where such things go to lie down.

            It got up again because the laundry's manager came. She had lost nine people in a year
            to the word "transportation", and she had them in a folder.
            """),
            drawing(
                "ledger",
                4,
                "A drawing of papers with columns of figures on a red table, and a pencil, under a"
                " lamp.",
            ),
            text("""
            ## The driver

            The bus itself was never the trouble. There were buses asleep in a garage. But a driver
            who ends at 12:20 has no bus home either, and the agreement with the drivers' local
            said, fairly enough, that nobody is to be left at the garage at midnight. They settled
            it in one meeting: the last driver takes the small van home and brings it back at noon.

            The 11:40 carries thirty-one people on an ordinary night. In its first year it missed
            two trips, both for ice.
            """),
            quote(
                "People ask what it was like to pass something big. It was one bus. Ask the people"
                " on it how big it is.",
                "Jerome Whitfield",
                "County commissioner",
            ),
        ],
    ),
    Story(
        title="Four thousand dollars of lunch",
        slug="four-thousand-dollars-of-lunch",
        kind=Kind.STORY,
        ago=133,
        topic=Topic.SCHOOLS,
        lede="A school board ended lunch debt. First it had to find out who was collecting it, and"
        " the answer was Mrs. Alvarado, at the register.",
        summary="How a Texas school board ended lunch debt, with the arithmetic and the mistake.",
        scene="school",
        alt="A drawing of a brick schoolhouse with a clock in its gable, tall windows, some lit,"
        " and a wide path that leads to a purple door.",
        who="Schools and Children committee",
        words=[
            text("""
            The debt of the Encino Flats district was $4,112.60, and it sat in a spreadsheet with
            children's names on it. A child more than fifteen dollars behind got a cheese sandwich
            in place of the hot meal. It was meant as a kindness: nobody goes without. At eight
            years old you do not read it as one.

            Trustee Graciela Montes asked who gives out the sandwich. The cashier does, she was
            told. So she went and sat with the cashier, Yolanda Alvarado, who had the line and the
            list and, in her apron, a roll of her own quarters.

            "She was the policy," says Montes. "There were seven of us on the board and the policy
            was a lady with quarters."

            ## Three motions

            1. **No child is told about money.** Balances are between the district and an adult, by
               letter or telephone. This cost nothing and passed the same night.
            2. **Count properly.** The district had never asked whether enough of its families
               were certified for the federal rule under which a whole school eats free. Two of its
               four schools were well over the line. They had been for years.
            3. **Pay for the rest.** For the other two schools: $31,000 a year from the general
               fund, out of $44 million, reviewed each May, in the open.
            """),
            callout(
                "The mistake",
                "They forgave the old debt without telling the office that sends the letters."
                " Families got a notice of what they owed in the same week as a notice that they"
                " owed nothing. Stop the letters first.",
            ),
            text("""
            Breakfast is up by a third. The nurse says that Mondays are quieter. Mrs. Alvarado gave
            her quarters to the band, and wants it known that she was not sorry to see the list
            go.
            """),
        ],
    ),
    Story(
        title="Shade by the foot",
        slug="shade-by-the-foot",
        kind=Kind.STORY,
        ago=171,
        topic=Topic.CLIMATE,
        lede="They measured the shade at every bus stop in town. Most of it was the pole.",
        summary="A desert town measured the shade at its bus stops, and now buys it by the foot.",
        scene="shade",
        alt="A drawing of three broad trees in a hot square, with benches in the shadow beneath"
        " them and a large yellow sun.",
        who="Climate and Public Works committee",
        words=[
            text("""
            At three in the afternoon in July, the pole of a bus stop in Cholla Bend, Arizona,
            throws a shadow four inches wide. People stand in it, one behind the other, like a
            family posing for a picture. Council member Denise Yellowhorse took the picture, and
            then took it to the council.

            She asked for something small: a count. Two students with a tape measure went to all
            eighty-eight stops at three o'clock and wrote down how many feet of shade a rider could
            stand in. The median was zero. Next to the golf course it was thirty.

            ## A number you can vote on

            Before the count the council had discussed shelters, which cost $26,000 each, and had
            bought two a year. After it, they had a number: eight feet of shade at each stop that
            more than ten people use, by the summer after next. How is left to the works crew, who
            turned out to have opinions.

            - A tree where there is water for it, which is nine places.
            - A sail of cloth on two posts, $2,100, put up by the town's own people.
            - Moving the stop. Fourteen stops had shade within a hundred feet, on the other side of
              a driveway, and no reason to be where they were.
            """),
            quote(
                "The cheapest shade we ever bought was moving a sign.",
                "Denise Yellowhorse",
                "Council member, Cholla Bend",
            ),
            text("""
            They are at fifty-one of sixty-three. Each spring the students measure again, and the
            list is read out at the first meeting in April, stop by stop, which takes six minutes
            and has never once been skipped.
            """),
        ],
    ),
]
