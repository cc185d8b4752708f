"""Who can be met, where, when and about what. Rooms, addresses and worries are invented."""

ONLINE, IN_PERSON, ANY = "online", "in_person", "any"
ALL_WEEK = range(5)
MON, TUE, WED, THU, FRI = ALL_WEEK

#: Key: state whose chapter keeps it, or "" for the network; name, address, how to get in, zone,
#: minutes on the way there and back.
ROOMS = {
    "office": (
        "MD",
        "Chapter office, small room",
        "40 Sailmaker Row, Suite 2, Annapolis, MD",
        "Step-free from the yard; elevator to the second floor. Bus stop at the corner.",
        "America/New_York",
        0,
        0,
    ),
    "library": (
        "MD",
        "Canal Street Library, study room B",
        "212 Canal Street, Hagerstown, MD",
        "Ramp on the left of the door. Free parking behind the building.",
        "America/New_York",
        30,
        30,
    ),
    "mercantile": (
        "CO",
        "The Old Mercantile, back table",
        "9 Switchyard Lane, Pueblo, CO",
        "Level from the sidewalk; the restroom is up one step. Quiet before eleven.",
        "America/Denver",
        45,
        30,
    ),
}

#: Key: headline, about, zone, windows of the week.
HOSTS = {
    "renata": (
        "State director, Maryland",
        "I look after Maryland’s members: budgets, hard votes, somebody to call at ten at night. "
        "Thursdays I am in Annapolis, and the coffee is good.",
        "America/New_York",
        [
            *((day, 600, 720, ONLINE, "") for day in ALL_WEEK if day != THU),
            *((day, 840, 990, ONLINE, "") for day in ALL_WEEK if day != THU),
            (THU, 600, 720, IN_PERSON, "office"),
            (THU, 780, 960, ANY, "office"),
        ],
    ),
    "colorado": (
        "State director, Colorado",
        "Water, wildfire and school boards, in that order, most weeks.",
        "America/Denver",
        [
            *((day, 540, 720, ONLINE, "") for day in (MON, TUE, THU)),
            (WED, 570, 690, ANY, "mercantile"),
            (FRI, 600, 660, ONLINE, ""),
        ],
    ),
    "california": (
        "State director, California",
        "Evenings on Tuesdays, for whoever has a day job as well as a seat.",
        "America/Los_Angeles",
        [
            *((day, 540, 660, ONLINE, "") for day in (MON, WED, THU)),
            (TUE, 1020, 1200, ONLINE, ""),
        ],
    ),
    "june": (
        "National staff, members’ side",
        "For members in states without a director, and for anything that crosses state lines.",
        "America/New_York",
        [(day, 780, 1020, ONLINE, "") for day in (MON, TUE, WED, THU)],
    ),
    "hugh": (
        "National staff, training",
        "First budgets, first open meetings, first angry letters.",
        "America/Chicago",
        [(day, 600, 780, ONLINE, "") for day in (TUE, WED, FRI)],
    ),
}

#: Key: whose it is, name, description, what differs from half an hour online or in person.
KINDS = {
    "half": ("renata", "Half an hour", "For whatever is on your mind.", {"after": 5}),
    "quick": (
        "renata",
        "Fifteen minutes, quick question",
        "One question, one answer, or a name to call.",
        {"minutes": 15, "step": 15, "modes": ONLINE, "notice": 60},
    ),
    "budget": (
        "renata",
        "An hour before your budget vote",
        "We go through the budget together. Renata says yes first.",
        {
            "minutes": 60,
            "before": 15,
            "after": 15,
            "approval": True,
            "notice": 2 * 24 * 60,
            "per_day_cap": 1,
            "questions": ["When is the vote?", "Which line keeps you up at night?"],
        },
    ),
    "colorado": ("colorado", "Half an hour", "Online, or in Pueblo on Wednesdays.", {}),
    "california": ("california", "Half an hour", "", {"after": 10}),
    "june": ("june", "Half an hour", "For members in any state.", {}),
    "network": (
        "june",
        "Meet the network",
        "For partners, press and whoever wonders what we do. Anybody may book it.",
        {"minutes": 20, "step": 20, "public": True, "per_day_cap": 3},
    ),
    "new": (
        "pool",
        "New officials’ hour",
        "Sworn in lately? One of us goes through your first hundred days with you.",
        {"minutes": 60, "step": 30, "questions": ["When were you sworn in?"]},
    ),
}
POOL = "New officials’ hour"

#: What was asked and answered, by the kind of meeting.
ANSWERS = {
    "budget": (
        ("When is the vote?", "The second reading is in two weeks."),
        ("Which line keeps you up at night?", "Overtime."),
    ),
    "new": (("When were you sworn in?", "Last month, on a snowy Tuesday."),),
}

#: Kind, who (a key of the cast, or a member of the host's chapter), in how many days, what about,
#: what became of it, and what the host wrote down.
MEETINGS = [
    ("half", "member", -37, "Getting to know each other.", "", "Wants the county’s map of grants."),
    ("half", "", -30, "The landfill contract.", "", "Will speak at the county hearing."),
    ("quick", "", -24, "Who drafts our ethics rules?", "", ""),
    ("half", "alum", -19, "Mentoring somebody on the school board.", "", "Would mentor two."),
    ("half", "", -16, "Sidewalks, again.", "no_show", ""),
    ("budget", "", -12, "Reserves, and what to say about them.", "approved", "Passed, 4 to 3."),
    ("half", "", -9, "A colleague who shouts.", "cancelled", ""),
    ("quick", "", -6, "Is the model ordinance out?", "", ""),
    ("quick", "", -3, "A quote for the Herald.", "", ""),
    ("quick", "", 0, "Two names for the housing table.", "", ""),
    ("half", "", 0, "Rent data from the county.", "", ""),
    ("half", "member", 1, "The bus lanes vote, and whom to call before it.", "", ""),
    ("budget", "", 4, "Overtime in public works.", "", ""),
    ("half", "partner", 5, "A tenants’ hotline for Maryland.", "moved", ""),
    ("half", "", 6, "Running again, or not.", "", ""),
    ("half", "alum", 8, "A panel of former members.", "cancelled", ""),
    ("colorado", "insider", -10, "Water rates.", "", "Sent the Pueblo table of rates."),
    ("colorado", "", 2, "Wildfire evacuation routes.", "", ""),
    ("california", "", -7, "Ranked choice, on the ballot.", "", ""),
    ("california", "", 3, "A recall, and how to sleep at night.", "", ""),
    ("june", "chair", 3, "Interpreters for council meetings.", "moved twice", ""),
    ("network", "partner", -5, "Where our work meets yours.", "", ""),
    ("network", "guest", 2, "A story about young councilmembers.", "", ""),
    ("new", "", 2, "First hundred days.", "", ""),
    ("new", "", 3, "Which committee to ask for.", "", ""),
]
GUEST = ("Wilhelmina Brandt-Oyelaran", "wilhelmina.dailylantern@example.org")
CALLED_OFF = "Something came up at home. I will write when it is calmer."
WISH = (
    "Our council votes on a sanctuary ordinance in three weeks and none of the times suit me: I "
    "teach until five. Could somebody call me on an evening?"
)
