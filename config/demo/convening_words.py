"""What is said of the convening and inside it."""

SUMMARY = "Three days in Baltimore with the people who answer the phone in town halls everywhere."
THEME = (
    "Keep the light on.\n\n"
    "Once a year the whole network is in one place: council members from towns of four hundred, "
    "mayors of cities you have flown over, school board members who stayed until midnight, and "
    "those who have left office and still pick up the phone. This year we ask what it takes to "
    "stay: in office, in town, and on speaking terms with the neighbors.\n\n"
    "Come for the sessions. Stay for the hallway, where most ordinances are really written."
)
PLACE = "Harborlight Conference Center"
ADDRESS = "500 Invention Wharf, Baltimore, MD 21202"
ACCESS = (
    "Every room has step-free access, a hearing loop and live captions. There is a quiet room "
    "beside the Library, a nursing room on the second floor, and childcare from 8 in the morning. "
    "Tell us what you need as you register; only those who see to it read it."
)
ROOMS = [
    "Harbor Ballroom",
    "Key Room",
    "Pratt Room",
    "Lexington Room",
    "Fells Point Room",
    "The Library",
]
HOMES, WATER, SCHOOLS = "Homes", "Climate and water", "Schools and children"
SAFETY, WORK, CRAFT = "Safety and courts", "Work and wages", "The craft of office"

#: Day, hour, minute, minutes long; then title, track, speakers, what it is about, seats, and how
#: much people want to go. Those of no track are for everybody at once, in the ballroom.
PLENARIES = [
    (
        (0, 9, 30, 75),
        "Opening: Keep the light on",
        "June Abernathy and the mayors of three very small towns",
        "Coffee is from half past eight.",
    ),
    (
        (1, 9, 0, 60),
        "What the next four years ask of us",
        "A panel of members from six states",
        "Questions are taken on cards, in any language.",
    ),
    (
        (2, 11, 30, 75),
        "Closing: What we take home",
        "Everybody with a card and a pencil",
        "Write down one thing you will do by the first of August. We will write and ask.",
    ),
]
SLOTS = [
    (
        (0, 11, 15, 75),
        [
            ("Rental licensing that survives the first winter", HOMES, "Hagerstown’s code team"),
            ("Small systems, one engineer", WATER, "Four water boards"),
            ("Lunch debt, ended", SCHOOLS, "Eleven school boards"),
            ("A crisis team without a siren", SAFETY, "Two county boards"),
            ("Your first budget, line by line", CRAFT, "A treasurer who laughs"),
        ],
    ),
    (
        (0, 14, 0, 75),
        [
            ("Homes above shops: the zoning words", HOMES, "A planner and a barber"),
            ("Shade, and who gets it", WATER, "The heat table"),
            ("Buses for the second shift", WORK, "Transit riders and a county executive"),
            ("Hard public comment, kindly met", CRAFT, "Members who have been shouted at"),
            ("Bail, fines and fees in a town of 900", SAFETY, "Judges’ clerks"),
        ],
    ),
    (
        (0, 15, 45, 60),
        [
            ("A land trust on one page", HOMES, "Three neighbors and their lawyer"),
            ("Broadband after the grant runs out", WORK, "The rural table"),
            ("Reading scores without a war", SCHOOLS, "Two boards that disagree"),
            ("Saying no to the ribbon cutting", CRAFT, "A mayor of nineteen years"),
        ],
    ),
    (
        (1, 10, 30, 75),
        [
            ("Tenants’ right to counsel, county by county", HOMES, "Legal aid of four states"),
            ("Lead pipes: the last two hundred feet", WATER, "An inspector of works"),
            ("Childcare as town infrastructure", SCHOOLS, "Parents in office"),
            ("Fair scheduling in a one-mill town", WORK, "A union hall and a bakery"),
            ("Open records without losing August", CRAFT, "A clerk named Bev"),
        ],
    ),
    (
        (1, 14, 30, 75),
        [
            ("The ordinance clinic", CRAFT, "Bring a draft, leave with a better one"),
            ("Flood maps and the people on them", WATER, "The Gulf and the Great Lakes"),
            ("School boards and the library shelf", SCHOOLS, "Librarians, mostly"),
            ("Courts that text you first", SAFETY, "A county court and a designer"),
            ("Local hire that holds up in court", WORK, "City attorneys off the record"),
        ],
    ),
    (
        (2, 9, 30, 75),
        [
            ("Running again, or not", CRAFT, "Alumni of the network"),
            ("Passing the seat on", CRAFT, "Those who did, and whom they asked"),
            ("Winter is an emergency plan", WATER, "Counties above the snow line"),
        ],
    ),
]
#: Sessions that fill up first.
POPULAR = ("The ordinance clinic", "Hard public comment, kindly met", "A land trust on one page")
ABOUT = [
    "Bring the version from home. There is a table for each state and a pot of coffee for each "
    "table.",
    "Twenty minutes of what worked, twenty of what did not, and then your own case.",
    "No slides. A handout of one page, in English and Spanish.",
    "For people who have tried once already, and for those who are about to.",
]

HELP = [
    "Our council pays a stipend of $3,200 a year. I would take the night bus and stay with my "
    "aunt, but the ticket is more than a month of it.",
    "I teach, and the district does not pay for this. I could cover a third.",
    "First year in office, and two children. A colleague told me to ask, so I do.",
    "I lost my seat in November and my pay with it. I would like to say goodbye properly.",
]
