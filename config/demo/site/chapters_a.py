"""What the chapters without a steering committee say of themselves, Alabama to Minnesota.

State: the words under the title, then the page.
"""

CHAPTERS: dict[str, tuple[str, str]] = {
    "AL": (
        "Mayors, commissioners and council members from the Shoals to the bay, who read the state"
        " constitution so that you need not.",
        """
        In Alabama a good deal that would be settled at a town hall elsewhere has to be asked for in
        Montgomery. So our members have become very good at asking. Before each session we sort
        what a town may do by itself from what needs a local bill, and we put the two lists side
        by side.

        ## This year

        Septic systems in the Black Belt, where the soil does not drain; a fund for roofs; and a
        Saturday school for anybody thinking of running, held in a different gymnasium each time.
        Lunch is served. There is a vote on the pie.
        """,
    ),
    "AR": (
        "From the Delta to the Ozarks: quorum court justices, aldermen and school board members who"
        " drive toward each other and meet in the middle.",
        """
        County government in Arkansas is a quorum court of nine to fifteen justices of the peace,
        which sounds grander than the folding chairs. Half of our members sit on one. The other half
        are on city councils and school boards, and the two halves find out at our meetings that
        they are paying for the same ambulance.

        We are mapping rural water by hand, one district at a time, with the people who turn the
        valves. Bring a county road map. You will be handed a pencil.
        """,
    ),
    "AZ": (
        "Local officials of Arizona, in eleven climates and one heat.",
        """
        We meet online from May to September, for reasons that will be clear to anybody who has
        crossed a parking lot. From October we meet in person, and outdoors, and feel smug about it.

        ## What we are working on

        - **Heat.** Shade at bus stops, water at trailheads, and who checks on the second floor.
        - **Water.** What a town may promise when it approves a subdivision, and for how long.
        - **Borders.** Members in Yuma, Nogales and Douglas explain it to the rest of us, with less
          drama than the evening news.
        """,
    ),
    "CA": (
        "Fifty-eight counties, nearly five hundred cities, and more special districts than anybody"
        " has counted. We are trying to count them.",
        """
        California's chapter is large, so it works small: nine tables of about twelve people, each
        of which meets for breakfast once a month and is allowed to talk about one thing. The
        housing table has been on page four of the same state law since spring.

        ## For those on special districts

        Water, fire, parks, mosquitoes, cemeteries. You were elected, you are a local official, and
        yes, this is for you. The mosquito table is small, cheerful, and better informed than most
        about drainage.

        ## Meetings act

        New members get an hour with somebody who has been through a complaint about an open
        meeting, and would like you not to. It is our most attended event. Bring snacks, but not for
        a majority.
        """,
    ),
    "CT": (
        "One hundred sixty-nine towns, no counties to speak of, and a first selectman who is"
        " also on"
        " the fire truck.",
        """
        Connecticut has 169 towns and does nearly everything in each of them separately. Our members
        spend a fair amount of time asking whether two towns might share a tax assessor, and being
        told about 1784.

        We now have eleven agreements between neighbors that began at a chapter supper: a dog
        warden, two assessors, a street sweeper with a schedule of its own. Town meeting members,
        boards of finance and selectmen are all welcome, and so is whoever has to explain the
        mill rate to their own mother.
        """,
    ),
    "FL": (
        "City and county commissioners, school board members and soil and water supervisors, on"
        " both"
        " coasts and in the considerable middle.",
        """
        Our members govern beach towns, citrus towns, and places that were a pasture on the last
        census. They share three things: water that comes up from below, insurance that comes down
        from above, and a legislature that begins in January or in March, depending.

        ## What we do with a hurricane

        The chapter keeps a list, renewed each May, of which members have a spare pump, a spare
        clerk, or a spare room. It has been used four times. The clerk was the most wanted.

        ## And on an ordinary Tuesday

        Preemption watch, twenty minutes at seven in the morning during session; and a Spanish and
        Haitian Creole glossary for zoning words, which is longer than you would think.
        """,
    ),
    "HI": (
        "Four county councils, a board or two, and everybody's cousin.",
        """
        There are only four county councils in Hawaiʻi, and no cities below them, so each of our
        members answers for a whole island or several. Neighborhood board members on Oʻahu join us
        too, and do most of the talking about parking.

        We meet by screen, and twice a year on somebody's island, with a service morning before
        the meeting. Last time we cleared a fishpond wall. The minutes record that it went well and
        that nobody could lift their arms to vote.
        """,
    ),
    "IA": (
        "Ninety-nine counties, and somebody who will tell you which.",
        """
        Iowa's members are county supervisors, city council and school board, and several who have
        been two of these at once by accident. We meet in the hour before the state association's
        meetings, since we are all there anyway and the coffee has been made.

        ## What we talk about

        Nitrates and who pays to take them out. The rural ambulance, which is not, by law, anybody's
        job until a county says it is. And child care in towns of two thousand, where one closing
        is a headline.
        """,
    ),
    "ID": (
        "Commissioners, council members, school trustees and highway districts, from the"
        " panhandle to"
        " the Snake River plain, in two time zones.",
        """
        Idaho elects people to look after its roads in districts that are older than some of the
        towns. A good part of our members do that, and will tell you to the yard where the county's
        plow turns around. The others are on city councils of four and school boards of five.

        The state is in two time zones, so every call has two hours on it, and somebody always
        comes early. We talk about homes for people who work where they can no longer live, about
        school bonds, which need two voters out of three, and about what smoke does to a summer.
        """,
    ),
    "IL": (
        "Aldermen, trustees, township assessors, park commissioners: Illinois has more units of"
        " government than any other state, and we have met most of them.",
        """
        Some seven thousand units of local government, says the count, and our members sit on about
        forty kinds of them. Library trustees are our quickest learners and park commissioners have
        the best potlucks.

        North of the interstate we talk about pensions and lead pipes. South of it we talk about
        lead pipes and who will run. Twice a year we meet in Bloomington-Normal, which is equally
        far from everybody and therefore fair.
        """,
    ),
    "IN": (
        "Town councils and county councils, which are not the same thing, and we can explain.",
        """
        In Indiana a county has commissioners who decide and a council that pays, and the two of
        them have been introduced. Much of what our chapter does is to get one of each in a room
        with a pie.

        We run a levy school each winter for those who must set a rate under a cap, and a quiet
        hour on fourth Fridays for members who are the only one of their kind on their board. Nobody
        takes notes at that one.
        """,
    ),
    "KS": (
        "From Johnson County to the high plains, where the next town is a conversation of forty"
        " minutes.",
        """
        Our western members drive further to a chapter meeting than most people do for Thanksgiving.
        So we hold half of them out there. The eastern members are always surprised by the sky and
        always stay for breakfast.

        Water in the aquifer, hospitals with nine beds, and housing for the teacher a district has
        already hired. If you have got a grocery store to reopen, three of our towns did, by three
        different ways, and one of those was a bake sale that got out of hand.
        """,
    ),
    "KY": (
        "One hundred twenty counties, each with a judge/executive who is neither quite a judge nor,"
        " on some days, able to execute.",
        """
        Fiscal courts, city commissions and school boards: our members come from all three, and from
        both ends of the parkway. We began with the floods, when a magistrate in one county called
        one in another to ask how you hire a hundred dump trucks before Friday. He knew. He had the
        form.

        That form is now a folder, and the folder is kept by the chapter. It also has how to open a
        shelter, how to be repaid for it, and how to sleep. The last of these is one page long.
        """,
    ),
    "LA": (
        "Police jurors, parish council members, aldermen and school boards, fed well.",
        """
        A police juror governs a parish and arrests nobody. We say so at the start of each training,
        for the benefit of visitors. Louisiana's members work on drainage first, for a parish that
        is under water cannot be persuaded of anything else, and then on insurance, and on the roads
        to work.

        ## Suppers

        Six a year, each in a different parish, each with one question on the table. No speeches
        before dessert. You need not have an answer; you do need to bring a dish or a bag of ice.
        """,
    ),
    "MA": (
        "Select boards, city councils, school committees and town meeting members: three hundred"
        " fifty-one places that each do it a bit differently.",
        """
        Massachusetts has open town meetings that are older than the country and sometimes feel like
        it. Our members run them, sit in them, and have learned to speak in the four minutes between
        the moderator's question and somebody's point of order.

        ## This winter

        Overrides: when to ask, how to explain one at a kitchen table, and how to lose one and still
        open the schools. Also trains, and homes near them. The committee on winter parking bans has
        finished its work, to the surprise of its members.
        """,
    ),
    "MI": (
        "Townships, cities, counties and villages of both peninsulas, with a seat kept warm for the"
        " far end of the upper one.",
        """
        Half of Michigan's members are township trustees, who will tell you that a township is the
        government you can reach before it has had breakfast. We meet by lake: one season on each,
        and a winter call for the Keweenaw, which has its own weather and its own agenda.

        Lead lines, late buses, and what to do with the mall. Members in Flint teach an evening
        class on how to talk to people who have good reason not to believe you. Take it before you
        need it.
        """,
    ),
    "MN": (
        "City council, county and school board members of Minnesota, who would like to say that"
        " it's"
        " not too bad, considering.",
        """
        We are told that Minnesotans do not complain. It is not so; they testify. Our chapter helps
        members run meetings at which eleven people may speak in four languages, and everybody is
        home by ten.

        ## What is going around

        Snow: who clears the sidewalk, and who clears it for those who cannot. Rental licensing,
        which three members have now carried through. A pool of interpreters shared by nine small
        cities. Also a hotdish, at every meeting, about which we have adopted no position.
        """,
    ),
}
