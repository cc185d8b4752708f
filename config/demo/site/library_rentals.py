"""The rental toolkit: twelve pages, a model ordinance, and three sample resolutions.

Written for a part-time council. Invented, and no substitute for an attorney, as it says itself.
"""

from cms.models import ResourcePage
from cms.topics import Topic

from .kinds import Resource, callout, questions, text

Kind, Level = ResourcePage.Kind, ResourcePage.Level

ORDINANCE = Resource(
    title="Model ordinance: rental licensing",
    slug="model-ordinance",
    kind=Kind.ORDINANCE,
    level=Level.CITY,
    topic=Topic.HOUSING,
    reviewed=41,
    summary="Nine sections a part-time council can pass in two readings and enforce with half an"
    " inspector.",
    paper="rental-licensing-model-ordinance.docx",
    counts=True,
    words=[
        callout(
            "Before you copy this",
            "States differ on what a city may license and charge. Send it to your attorney with one"
            " question: which of these nine sections may we not pass here?",
        ),
        text("""
        **An ordinance of the (City or Town) of ________ to license rental homes, to provide for
        their inspection, and to name those who answer for them.**

        ### Section 1. Why

        The council finds that most rental homes in the (City) are kept well; that a few are not;
        that those who live in them often do not know whom to call; and that repairs made early
        cost everybody less.

        ### Section 2. Words

        "Rental home" means a dwelling let for thirty days or longer. It does not include a room in
        the home where its owner lives, a hospital, a dormitory, or a home let to the owner's
        parent, child, brother or sister. "Local contact" means a person, not a company, who is at
        least eighteen, lives or works within sixty minutes of the home, and may order repairs.

        ### Section 3. License

        From (a date six months after adoption) no person shall let a rental home without a
        license. A license names the owner, the local contact with a telephone answered day and
        night, and the number of homes. It runs with the owner, not the land, and lasts two years.

        ### Section 4. Fee

        The fee is set each year by resolution, after a hearing, at no more than the cost of
        licensing and inspection in the year before. The clerk shall publish the arithmetic.

        ### Section 5. Inspection

        A home is inspected when first licensed, upon complaint, and otherwise once in five years;
        once in seven where the last inspection found nothing. The inspector gives seven days'
        notice to owner and tenant. If either refuses, the inspector shall leave, and may ask a
        court for a warrant.

        ### Section 6. What is looked at

        Only what is on the list in Appendix A: heat, water, wiring, smoke and carbon monoxide
        alarms, ways out, roof, stairs, and vermin. Not housekeeping, not guests, and not anybody's
        papers.

        ### Section 7. Repairs

        What endangers life is repaired within 24 hours; other findings within 30 days, or longer
        by a written plan. A home repaired in time shall not be counted against its owner.

        ### Section 8. No reprisal

        No license is lost, and no tenant charged or put out, because somebody called for help. A
        call to the police or an ambulance is never a violation under this ordinance.

        ### Section 9. When it is broken

        A warning first. Then a civil fine of $100 for each home and week, up to $1,000. Then, after
        a hearing, the license may be suspended for new tenancies only: those who live there stay.
        An appeal lies to (the board of appeals) within 15 days. This ordinance is reviewed by the
        council in its third year, with numbers.
        """),
    ],
)
CITY = Resource(
    title="Sample resolution for a city",
    slug="resolution-for-a-city",
    kind=Kind.RESOLUTION,
    level=Level.CITY,
    topic=Topic.HOUSING,
    reviewed=41,
    summary="To pass before the ordinance: it asks for a count, a hearing and a draft by a date.",
    paper="rental-licensing-resolution-city.docx",
    counts=True,
    words=[
        text("""
        **A resolution of the (City) of ________ to find out, in ninety days, whether to license
        rental homes.**

        WHEREAS (number) of the homes in this city are rented, and the city cannot at present say
        by whom; and

        WHEREAS the city received (number) complaints about heat, water or wiring in the past year,
        and in (number) of those cases could not reach an owner; and

        WHEREAS this council would rather count than guess;

        NOW, THEREFORE, BE IT RESOLVED that

        1. the clerk shall list, from water and tax records, the homes believed to be rented, and
           report how many there are, but not who lives in them;
        2. two members of this council shall meet within thirty days with owners of fewer than ten
           rental homes, and within thirty days with tenants, at an hour when people are home from
           work;
        3. the city attorney shall say which sections of the attached model ordinance this city
           may adopt; and
        4. a draft, with the cost of one inspector at half time, shall be before this council at
           its first meeting after ninety days.

        ADOPTED this ____ day of ________, by a vote of ____ to ____.
        """),
        callout(
            "Why pass this first",
            "It costs nothing, it can pass on one reading, and it moves the argument from whether"
            " there is a problem to how large it is.",
        ),
    ],
)
COUNTY = Resource(
    title="Sample resolution for a county",
    slug="resolution-for-a-county",
    kind=Kind.RESOLUTION,
    level=Level.COUNTY,
    topic=Topic.HOUSING,
    reviewed=55,
    summary="A county lends its inspectors to towns too small to hire one, at cost.",
    paper="rental-licensing-resolution-county.docx",
    counts=True,
    words=[
        text("""
        **A resolution of the (Board) of ________ County to offer the inspection of rental homes to
        its towns, at cost.**

        WHEREAS this county employs inspectors of buildings, and (number) of its towns employ none;
        and

        WHEREAS a town of eight hundred cannot hire the tenth part of a person, and a county can
        lend it; and

        WHEREAS homes outside town limits are rented as well, and their furnaces are the same;

        NOW, THEREFORE, BE IT RESOLVED that

        1. any town that has adopted a rental licensing ordinance may, by agreement, have its
           inspections made by the county's inspectors, at an hourly rate that covers cost and is
           published each July;
        2. the form of agreement shall be no longer than two pages;
        3. the health department and the inspectors shall, within sixty days, agree on one
           telephone number at which a complaint about heat or water is taken down once and not
           passed on; and
        4. the administrator shall report in one year how many homes were inspected, what was
           found, and what it cost.

        ADOPTED this ____ day of ________.
        """),
        questions(
            (
                "May our county do this?",
                "In most states counties may contract with their towns for services either could"
                " provide. In some, the state must have said so first. It is an afternoon's work"
                " for counsel.",
            ),
            (
                "What about homes outside any town?",
                "Point 3 helps at once, without an ordinance. Licensing there needs power that many"
                " counties do not have. Start with the telephone.",
            ),
        ),
    ],
)
SCHOOLS = Resource(
    title="Sample resolution for a school board",
    slug="resolution-for-a-school-board",
    kind=Kind.RESOLUTION,
    level=Level.SCHOOLS,
    topic=Topic.SCHOOLS,
    reviewed=55,
    summary="What a school board can do about homes: count the children who move, keep them in"
    " their school, and say so in public.",
    paper="rental-licensing-resolution-school-board.docx",
    counts=True,
    words=[
        text("""
        **A resolution of the Board of Education of ________ on children who move in the middle of
        the year.**

        WHEREAS (number) children left or entered a school of this district between October and May
        of last year, and each move costs a child some months of learning; and

        WHEREAS this board does not govern homes, and teaches everybody who lives in one;

        NOW, THEREFORE, BE IT RESOLVED that

        1. the superintendent shall report each June, by school and without names, how many children
           moved within the year, and suppress any number under ten;
        2. a child who moves within the district may finish the year in the school they are in, and
           the district shall work out the ride before it asks about the form;
        3. each school shall post, where families wait, the number to call about heat, water and
           unsafe wiring, in the languages spoken there;
        4. no employee shall ask about anybody's immigration papers in doing any of this; and
        5. this board supports the proposal before the (City/County) to license rental homes, and
           asks its president to say so at the hearing, in under three minutes.

        ADOPTED this ____ day of ________.
        """),
        callout(
            "The sentence that gets cut",
            "Somebody will move to strike point 5 as none of the board's business. Let them, if you"
            " must. Points 1 to 4 are worth having alone.",
        ),
    ],
)

TOOLKIT = Resource(
    title="Rental licensing in twelve pages",
    slug="rental-licensing",
    kind=Kind.TOOLKIT,
    level=Level.ANY,
    topic=Topic.HOUSING,
    reviewed=41,
    summary="Everything a part-time council needs to license rental homes: the order of work, the"
    " arithmetic, the arguments, and four texts to adopt.",
    paper="rental-licensing-in-twelve-pages.docx",
    below=[ORDINANCE, CITY, COUNTY, SCHOOLS],
    words=[
        text("""
        A rental license is a small thing: a form, a fee, an inspection now and then, and a person
        with a name who answers the telephone. It does not lower anybody's rent. It does get
        furnaces fixed, and it tells a town who its landlords are, which most towns do not know.

        ## The order of work

        1. **Month one: count.** Pass the
           [resolution](/library/rental-licensing/resolution-for-a-city/). Water bills that go to
           another address than the house are nearly all rentals.
        2. **Month two: listen, twice.** Small owners in one room and tenants in another, each at
           seven in the evening. Take the same notes. You will be surprised where they agree.
        3. **Month three: arithmetic.** One inspector at half time can see about 400 homes a year.
           Divide what that costs by the homes. If the fee comes out over $75 a home and year, look
           again at how often you inspect.
        4. **Month four: attorney.** Not before. An attorney with a draft and a number is quicker
           than one with a notion.
        5. **Months five and six: two readings and a hearing.** Invite the owner of four houses by
           telephone. He will come, and he will be fair.
        6. **Then wait six months** before it takes effect, and use them to mail the form three
           times.

        ## The arithmetic, once

        A town of 6,000 with 900 rented homes inspects each about once in five years: 180 a year,
        and 120 more on complaint. At half time, with a vehicle and a telephone, that is $41,000.
        Over 900 homes it is $46 a home and year, or three dollars and eighty cents a month.
        """),
        questions(
            (
                "“They will pass it on in the rent.”",
                "They may: it is $3.80 a month. Say the number. Nobody has yet said that they would"
                " rather have the furnace out.",
            ),
            (
                "“Good landlords are punished for bad ones.”",
                "Good ones are seen every seven years and pay what it costs. Ask two of them to say"
                " so. In every town that passed this, two did.",
            ),
            (
                "“It is the government in my home.”",
                "A tenant may say no at the door, and so may an owner. Then a judge decides. It is"
                " in section 5, and it should be said at the hearing before anybody asks.",
            ),
            (
                "“We do not have the staff.”",
                "You have half of somebody, or a county that does. See the resolution for a"
                " county.",
            ),
        ),
        callout(
            "Tell us how it went",
            "If you introduce any of these, say so under “who passed it”. If you lose, say that"
            " too. The next town needs to know the vote.",
        ),
    ],
)
