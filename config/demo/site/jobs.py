"""Work in and around local government. Every employer but the network is invented."""

from cms.models import JobPage

from .kinds import Job, callout, text

Hours, Per = JobPage.Hours, JobPage.Per

JOBS = [
    Job(
        title="Director, Southwest chapters",
        slug="director-southwest-chapters",
        employer="Porchlight Network",
        where="Phoenix, AZ, or Albuquerque, NM",
        hours=Hours.FULL,
        pays=(78_000, 92_000, Per.YEAR),
        posted=16,
        open_for=33,
        mail="jobs@example.org",
        remote=True,
        summary="Look after two state chapters: some ninety members, four meetings a season, and a"
        " good many telephone calls.",
        words=[
            text("""
            You would look after two chapters with some ninety members between them. In an ordinary
            week you talk to twenty, drive to two, and keep a list that must be true on Friday: who
            holds which office, who is new, and who has gone quiet.

            ## What you would do

            - Call everybody who has just been elected in the first week, and again in the tenth.
            - Put one member who has a problem in touch with two who have had it.
            - Fill the seats on two steering committees, and keep them filled.
            - Write down what you hear, so that the next director need not begin again.

            ## Who you are

            You have held local office, worked for somebody who does, or organized where it
            counts. You speak Spanish well enough to be teased in it. You answer the phone. A degree
            is not asked for, and will not be looked at first.

            ## What we offer

            Full health cover for you and yours from the first day, five weeks off, a closed office
            between the holidays, and the car's mileage. The range above is the whole range. Nobody
            is hired below it and nobody talks their way above it.
            """),
            callout(
                "To apply",
                "One page about a time you got two people to talk to each other. No cover letter."
                " We write back to everybody.",
            ),
        ],
    ),
    Job(
        title="Town clerk, part time",
        slug="town-clerk-part-time",
        employer="Town of Tansy Hollow",
        where="Tansy Hollow, MD",
        hours=Hours.PART,
        pays=(24, 29, Per.HOUR),
        posted=9,
        open_for=20,
        mail="clerk@example.org",
        summary="Twenty-four hours a week as the whole staff of a town of 510.",
        words=[
            text("""
            Our clerk of twenty-two years is retiring, and has agreed to sit beside whoever comes
            next for a month. You would be the whole staff: minutes of two meetings a month, water
            bills four times a year, dog licenses, elections every other May, and the telephone.

            You need not have done this before. You do need to write a plain sentence, keep a secret
            until it is public and not a minute longer, and be civil to a man about his fence. We
            pay for the clerks' institute, which is three summers, and for the time you are there.

            Retirement through the state system. The office has a stove, and a window on the
            creek.
            """),
        ],
    ),
    Job(
        title="Shared water engineer",
        slug="shared-water-engineer",
        employer="Five Creeks Water Compact",
        where="Marl Springs, OH",
        hours=Hours.FULL,
        pays=(82_000, 101_000, Per.YEAR),
        posted=24,
        open_for=41,
        mail="compact@example.org",
        summary="One engineer for five villages that lose a third of their water between the tower"
        " and the tap.",
        words=[
            text("""
            Five villages, 8,700 people, three plants, and roughly ninety miles of pipe, of which
            about sixty are on a map. You would find the leaks, write the plan for the next
            ten years, and help each council understand what it is voting on, in its own meeting,
            in ten minutes.

            An engineer's license, or the examination within two years, at our cost. A water
            operator who has run a plant for a decade and wants to study for it should apply and say
            so.

            The truck is yours to drive home. That took us four meetings, so please take it.
            """),
        ],
    ),
    Job(
        title="Fellow, ordinance library",
        slug="fellow-ordinance-library",
        employer="Porchlight Network",
        where="Anywhere",
        hours=Hours.FELLOW,
        pays=(27, 27, Per.HOUR),
        posted=38,
        open_for=4,
        mail="jobs@example.org",
        remote=True,
        summary="Ten weeks of calling up councils to ask what really happened after they"
        " passed it.",
        words=[
            text("""
            Every text in our library says who passed it. Few say what happened next. For ten weeks
            in summer, at thirty hours a week, you would call the people who passed one of them and
            ask: did it work, what did it cost, and what would you cross out?

            You will make about eight calls a day, write half a page on each, and at the end turn
            them into the page that we should have had in the first place. Members review it. Your
            name goes on it.

            For students of anything, and for people who are not students. We lend you a computer
            and a headset. You will learn more about furnaces than you expect to.
            """),
        ],
    ),
    Job(
        title="Budget analyst",
        slug="budget-analyst",
        employer="Aldous County",
        where="Sable Point, MI",
        hours=Hours.FULL,
        pays=(58_500, 71_000, Per.YEAR),
        posted=70,
        open_for=-12,
        mail="people@example.org",
        summary="For somebody who likes to explain numbers to people who have to vote on them.",
        words=[
            text("""
            The county board has nine members, two of whom read budgets for pleasure. You would
            write for the other seven: one page before each vote, saying what it costs this year,
            what it costs in five, and where the money is now.

            Public service loan forgiveness applies. So does snow.
            """),
        ],
    ),
]
