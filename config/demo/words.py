"""What the network says about itself on its pages, in its own voice."""

from cms.topics import Topic

from .site.kinds import live

HOME_TITLE = "Porchlight Network"
HOME_LEDE = (
    "Council members, mayors, school and county board members who leave the light on for one"
    " another, in small towns and big ones."
)
HOME = [
    (
        "text",
        "<p>You won your seat, and the next morning somebody handed you a binder. Nobody handed"
        " you colleagues. We are the colleagues: people in local office who answer the phone,"
        " share the ordinance that worked, and tell you about the one that did not.</p>"
        "<h2>What we do together</h2>"
        "<ul><li>State chapters that meet in living rooms, libraries and one former bank"
        " vault.</li><li>Steering committees with a seat for every region, so that the far end of"
        " the state is in the room.</li><li>Committees that write policy a part-time council can"
        " really pass.</li><li>Caucuses where you need not explain yourself first.</li></ul>",
    ),
    (
        "callout",
        {
            "title": "Just elected?",
            "words": "<p>Congratulations, and breathe. Join before you are sworn in: the weeks"
            " between the election and the first meeting are when help is worth most.</p>",
        },
    ),
]
CHAPTERS_TITLE = "Chapters"
CHAPTERS_SUMMARY = "Our state chapters, who leads them, and which seats are open."
CHAPTERS = [
    (
        "text",
        "<p>Forty states have a chapter. If yours does not, you still join the network; enough"
        " neighbors, and there will be a founding committee before you know it.</p>",
    )
]

#: State: what the chapter says under its title, and its page.
RICH = {
    "MD": (
        "From Oakland to Ocean City: local officials who share minutes, model ordinances and crab"
        " soup recipes, in that order.",
        [
            (
                "text",
                "<p>Maryland has twenty-three counties, one very independent city, and towns whose"
                " whole staff is a clerk named Bev. Our members serve all of them. We meet on the"
                " first Thursday, half the year on screen and half on the road, and we always end"
                " on time.</p>"
                "<h2>What we are working on</h2>"
                "<ul><li><b>Homes people can afford to stay in.</b> Six councils have passed a"
                " rental licensing law that started on a napkin in Hagerstown.</li>"
                "<li><b>Water that stays in the pipe.</b> Small systems are pooling one engineer"
                " instead of hiring none.</li>"
                "<li><b>Buses for second shift.</b> The last one should leave after the plant"
                " does.</li></ul>",
            ),
            (
                "quote",
                {
                    "words": "I asked one question about stormwater fees and had four answers and"
                    " a spreadsheet by breakfast.",
                    "who": "Priya Raman",
                    "office": "Councilmember, Annapolis",
                },
            ),
            (
                "questions",
                [
                    {
                        "question": "I serve on a school board. Is this for me?",
                        "answer": "<p>Yes. A third of us do, and we have our own breakfast.</p>",
                    },
                    {
                        "question": "What does a steering committee member do?",
                        "answer": "<p>One evening call a month, one visit a season to a town in"
                        " your region, and a vote on what the chapter takes on. Two years.</p>",
                    },
                ],
            ),
            live("From the library, on homes", "resources", topic=Topic.HOUSING),
        ],
    ),
    "TX": (
        "Two hundred and fifty-four counties, one group chat, and a chapter that has driven to most"
        " of them.",
        [
            (
                "text",
                "<p>Texas members govern places with four hundred people and places with two"
                " million. What we share is a legislature that likes to make our decisions for us,"
                " and a habit of reading the bill before it does.</p>"
                "<h2>This season</h2>"
                "<ul><li><b>Heat.</b> Water breaks, shade at bus stops, and cooling centers that"
                " open before the first bad day.</li><li><b>Colonias.</b> Members in the Valley"
                " teach the rest of us how to get a drain line funded.</li>"
                "<li><b>School meals.</b> Eleven districts have ended lunch debt. Ask them"
                " how.</li></ul>",
            ),
            (
                "callout",
                {
                    "title": "Legislative watch",
                    "words": "<p>While the session runs we meet every Sunday at eight for forty"
                    " minutes: which bills touch home rule, and who can testify on"
                    " Tuesday.</p>",
                },
            ),
            live("Members on schools", "stories", topic=Topic.SCHOOLS),
        ],
    ),
    "OH": (
        "Villages, townships and three big C's, all at one long table.",
        [
            (
                "text",
                "<p>We began in 2016 in a church basement in Lima with nine people and a tray of"
                " buckeyes. The tray is bigger now. Ohio members care about lead pipes, land banks"
                " and libraries, and can tell you the millage of their last levy to two"
                " decimals.</p>"
                "<h2>Come to one thing</h2>"
                "<p>Our levy clinic runs each February: bring your numbers, leave with a page that"
                " a neighbor can read at the kitchen table.</p>",
            ),
            (
                "quote",
                {
                    "words": "I ran because of one intersection. The chapter taught me it was"
                    " never just the intersection.",
                    "who": "A township trustee",
                    "office": "Miami Valley",
                },
            ),
            live("Members on pipes", "stories", topic=Topic.WATER),
        ],
    ),
    "CO": (
        "From the plains to the Western Slope: officials who know what a water right is worth.",
        [
            (
                "text",
                "<p>Half of us can see a ski hill from the council chamber, and nobody who runs the"
                " lift can afford to live there. Housing for workers is our first subject, wildfire"
                " is our second, and we drive a long way to talk about both in person.</p>"
                "<h2>What passed</h2>"
                "<ul><li>Vacancy taxes for second homes in two mountain towns.</li>"
                "<li>A shared chipping crew for nine fire districts.</li>"
                "<li>A pay rule so that a nurse can afford to serve on a school board.</li></ul>",
            ),
            live("Members on homes", "stories", topic=Topic.HOUSING),
        ],
    ),
    "GA": (
        "County commissioners, city council and school board members from Dalton to the coast.",
        [
            (
                "text",
                "<p>Georgia's chapter is five regions that argue about barbecue and agree about"
                " rural hospitals. We train poll workers, trade budget templates, and sit behind"
                " each other at hearings, so that nobody stands at the microphone alone.</p>"
                "<h2>Our promise to new members</h2>"
                "<p>Within a week somebody in your region calls. Within a month you have sat in on"
                " one meeting. Within a year we will have asked you to bring a friend.</p>",
            ),
            (
                "callout",
                {
                    "title": "Ride along",
                    "words": "<p>Each spring we spend two days visiting members where they serve."
                    " There is a seat in the van.</p>",
                },
            ),
        ],
    ),
}
