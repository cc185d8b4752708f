"""What the chapters without a steering committee say of themselves, Mississippi to Wisconsin."""

CHAPTERS: dict[str, tuple[str, str]] = {
    "MO": (
        "Aldermen, county commissioners, fire and water districts, school boards: showing each"
        " other"
        " since the beginning.",
        """
        Missouri's chapter has two big cities on its edges, and most of its members in between. We
        alternate. In the cities we talk about vacant houses and who holds the deed; in between,
        about nursing homes, low bridges and who will serve on the ambulance board.

        A member of ours in the Bootheel has restored a levee district that had not met since 1998.
        He found the seal in a barn. If your board has gone quiet, he will tell you how to wake it.
        """,
    ),
    "MS": (
        "Supervisors, aldermen and trustees from the Delta, the hills and the coast, and a great"
        " deal"
        " of driving between.",
        """
        We are a small chapter that shows up. When one of us has a hearing, four others are in the
        room by the time the doors open. It began with one water system, and it has become how we do
        everything.

        ## In hand

        - A circuit clerk for three towns that could not each afford one.
        - Ballot lines that make sense to somebody who is reading them for the first time.
        - A reading list for new members, of which the first entry is "the minutes, three years
          back".
        """,
    ),
    "NC": (
        "Commissioners, council members and school boards, from the mountains to the sound.",
        """
        North Carolina's counties pay for schools they do not run, and its school boards run schools
        that they cannot pay for. We put the two at one table every March, before the budget, with a
        member who has sat on both sides to keep the time.

        Members on the coast know about water that comes up, and members in the mountains about
        water that comes down. They keep one list of who has a generator, a church hall or a cousin
        with an excavator, and go through it on the first Monday of June.
        """,
    ),
    "NE": (
        "County boards, villages and natural resources districts, in the only state with one house"
        " and a good view.",
        """
        Nebraska elects people to look after its groundwater, and some of them are ours. They
        explain it each August in a field. Bring a hat. The rest of us sit on village boards of
        five, county boards of seven, and a good few boards of education.

        The chapter has one standing offer: if your village board cannot find a fifth member, we
        will come and knock on doors with you for one Saturday. So far it has worked nine times of
        eleven.
        """,
    ),
    "NJ": (
        "Five hundred sixty-four municipalities, and a diner between each two.",
        """
        We hold our meetings in diners. This was a joke until we noticed that it settles who drives,
        what it costs, and when to stop. Council members, commissioners, boards of education and
        fire district members each have a booth.

        ## Booths this season

        Affordable housing obligations, and how to write a plan that a neighbor can read. Flood
        buyouts, from those who have made one work. Property tax appeals, with pie, because one
        needs something.
        """,
    ),
    "NM": (
        "Councils, county commissions, school boards and acequia commissioners, in at least three"
        " languages.",
        """
        Some of our members hold an office that is older than the state: they are elected to look
        after a ditch. They run a meeting better than anybody. Each spring, before the water, we go
        and help to clean one, and the business meeting is held leaning on shovels.

        Homes for teachers, clinics within an hour, and wildfire plans that a volunteer department
        can really carry out. Nos reunimos también en español; pregunte por la mesa del norte.
        """,
    ),
    "NV": (
        "Two big counties, fifteen wide ones, and a legislature every other year.",
        """
        Because the legislature sits for 120 days in every second year, Nevada's members have two
        kinds of year. In one we testify, by video from Elko and in person from wherever is nearest.
        In the other we get things done.

        Water, first and last. Then night work: child care, buses and clinics for those who come off
        a shift at four in the morning. We hold one meeting a year at that hour, on purpose, and it
        is surprisingly good company.
        """,
    ),
    "NY": (
        "Villages inside towns inside counties: New York's local officials, and the maps to find"
        " them.",
        """
        Upstate a member may live in a village, in a town, in a county, and vote in each. We have
        some who serve in two of them and wave to themselves. Downstate the boards are larger and so
        is the agenda. A chapter of both needs a rule, and ours is that whoever drove longest speaks
        first.

        ## Standing tables

        - **Shared services**, which means plows.
        - **School boards**, with an evening on the tax cap each January.
        - **Good cause**, for places considering new rules for rentals.
        - **First-termers**, closed to anybody who would say "in my day".
        """,
    ),
    "OK": (
        "Towns, counties, school boards and rural water districts, with an eye on the sky.",
        """
        Every one of our members knows where the shelter is. Several of them built it. Oklahoma's
        chapter began as a list of who has a generator, and it has turned into a list of who has
        done a bond issue, which is needed more often.

        Many of our members serve beside a tribal government, and some are citizens of one. Twice a
        year we ask those who have worked out an agreement on roads, clinics or police to tell how
        they began. Usually it was with a meal, and always with a visit.
        """,
    ),
    "OR": (
        "City councils, county commissions, school and port districts, wet side and dry.",
        """
        West of the mountains we talk about homes, and about people who have none. East of them it
        is fire, water, and a hospital that is two hours off. Once a year each half goes to see the
        other, and the bus ride over is the best meeting we have.

        Our ports and special districts have a table of their own. They are small, elected, and
        nobody asks them anything. We do.
        """,
    ),
    "PA": (
        "Boroughs, townships, cities and school boards, two thousand five hundred of them, and a"
        " covered dish.",
        """
        A Pennsylvania borough may be eleven streets with a mayor, seven council members and a tax
        collector. Somebody has to be all of these, and in spring of odd-numbered years somebody has
        to be talked into it. We are good at that.

        ## Come for

        The township supervisors' breakfast, which begins at six because they do. The boroughs'
        evening on police: keep your own, share one, or call the state, with the cost of each. And
        zoning in plain words, from a solicitor who bills us for half.
        """,
    ),
    "RI": (
        "Thirty-nine cities and towns, all of them within an hour, which is considered far.",
        """
        Rhode Island's whole chapter can meet in one room on one evening, and does, each month. So
        nobody here can claim that they could not make it. Town councils, school committees, and a
        water board or two.

        We share a grant writer among nine towns, keep a list of every culvert that has flooded
        twice, and have agreed to stop arguing about who has the best beach, as a condition of ever
        finishing on time.
        """,
    ),
    "SC": (
        "County and municipal council members of South Carolina, upstate to the Sea Islands.",
        """
        We are strongest where there is least: counties with one hospital, towns with one clerk. Our
        members hold each other's coats. When one of them brought an heirs' property ordinance on
        the islands, people came from the mountains to learn what that even was, and went home and
        found that they had some.

        Land that families may lose, roads that flood at high tide, and a Saturday school on bonds.
        A summer meeting with a low-country boil; a winter one with an argument about chili.
        """,
    ),
    "TN": (
        "Commissioners, aldermen and school board members from three grand divisions, in one room.",
        """
        County commissions in Tennessee run to twenty-five members, and ours have learned to count.
        The evening course is called just that: how to count to thirteen. It is taught by somebody
        who has lost at twelve.

        ## On the table

        Growth, where it comes too fast, and rural hospitals, where nothing comes at all. Members
        from the west, the middle and the east each choose one subject a year. The other two have to
        help.
        """,
    ),
    "UT": (
        "City councils, county commissions and school boards along the Wasatch and far from it.",
        """
        Utah's towns have the youngest families in the country and some of its oldest water rights.
        Our members plan for both. A council in Utah is often five people with full-time work and
        nine children between them; meetings start at seven, and there is a corner with crayons.

        A lake that is lower than it was; homes for those who grew up here; air in January. We speak
        quietly and we bring the numbers.
        """,
    ),
    "VA": (
        "Supervisors, council and school board members, where a city is not in its county.",
        """
        In Virginia a city stands outside its county, and what either may do is what the General
        Assembly has said. We begin there. Each new member gets a page called "May we?", which lists
        the sixty things people ask, with yes, no, or a charter change.

        From the coalfields to the Eastern Shore we work on three: classrooms in trailers, tides in
        streets, and pay for people who serve on the board of a county with one stop light. Session
        calls are Sunday evening, and short.
        """,
    ),
    "WA": (
        "Council, county, port, fire and school district members, on both sides of the pass.",
        """
        The pass closes, so we plan for it: each meeting is held twice, once on each side, with the
        same agenda and different soup. Votes are added together. It works, and only once did the
        two sides vote each other's way.

        ## In the works

        Homes on land that transit already owns. A rental registry that small landlords helped to
        write. Wildfire smoke rooms in libraries. And a guide for port commissioners, who look after
        billions and are asked mainly about parking.
        """,
    ),
    "WI": (
        "Village and town boards, common councils, county supervisors: eighteen hundred places and"
        " a fish fry.",
        """
        Wisconsin has county boards with more members than some legislatures, and town boards of
        three that meet next to a snowplow. Both belong. We gather on Fridays, since everybody goes
        out on Friday anyway, and the relish tray is in the bylaws.

        Referendums, since a district that wants to heat its schools may have to ask; manure, wells,
        and what may be said about either; and running for the board in April, when it snows on the
        signs.
        """,
    ),
}
