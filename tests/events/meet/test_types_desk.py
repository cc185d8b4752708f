"""The desk's pages of what can be booked, and of pools: whose they are and what they do."""

import pytest
from django.urls import reverse

from events.models import MeetingPool, MeetingType
from events.reports.meet import kinds
from tests.factories import a_chapter, a_director, a_member
from tests.meeting_factories import a_host, a_pool, a_type

pytestmark = pytest.mark.django_db
ALL = reverse("desk:meeting_types")
POOLS = reverse("desk:meeting_pools")


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def desk(client, sign_in, texas):
    return sign_in(client, a_director(texas).user)


@pytest.fixture
def host(texas):
    return a_host(texas, given="Lee", family="Park", email="lee@example.org")


@pytest.fixture
def pool(host, texas):
    return a_pool(host, group=texas)


def address(name, *args):
    return reverse(f"desk:{name}", args=args)


def asked(**more):
    """What the form sends as it is first shown."""
    return {
        "name": "Half an hour",
        "minutes": "30",
        "step": "30",
        "before": "0",
        "after": "0",
        "notice": "1440",
        "horizon_days": "60",
        "modes": "any",
        "cancel_cutoff": "60",
        "move_cutoff": "240",
    } | more


def addresses(kind, pool):
    member = pool.members.first()
    looks = [address(name, kind.public_id) for name in ("meeting_type", "meeting_type_copy")]
    does = [address(f"meeting_type_{verb}", kind.public_id) for verb in ("withdraw", "offer")]
    names = ("meeting_pool", "meeting_pool_name", "meeting_pool_join")
    looks += [address(name, pool.public_id) for name in names]
    looks.append(address("meeting_pool_weight", pool.public_id, member.host.slug))
    return looks, [*does, address("meeting_pool_leave", pool.public_id, member.host.slug)]


@pytest.mark.parametrize("whose", ["a host's", "a pool's"])
def test_each_page_is_there_for_those_who_keep_it(desk, host, pool, whose):
    kind = a_type(host) if whose == "a host's" else a_type(pool=pool)
    looks, does = addresses(kind, pool)

    assert {desk.get(path).status_code for path in [ALL, POOLS, *looks]} == {200}
    assert {desk.get(path).status_code for path in does} == {405}


@pytest.mark.parametrize("whose", ["a host's", "a pool's"])
@pytest.mark.parametrize("who", ["another director", "a member", "a visitor"])
def test_whose_it_is_not_finds_nothing(client, sign_in, host, pool, texas, who, whose):
    kind = a_type(host) if whose == "a host's" else a_type(pool=pool)
    if who == "another director":
        sign_in(client, a_director(a_chapter("OH", "Ohio")).user)
    elif who == "a member":
        sign_in(client, a_member(texas, email="dana@example.org").user)
    looks, does = addresses(kind, pool)
    show = address("meeting_pool", pool.public_id)

    answers = {client.get(path).status_code for path in looks}
    answers |= {client.post(path).status_code for path in [*looks, *does] if path != show}

    assert answers == ({302} if who == "a visitor" else {404})
    kind.refresh_from_db()
    assert (kind.active, pool.members.count(), pool.name) == (True, 1, "Whoever is free")


def test_another_chapters_director_lists_nothing_of_it(client, sign_in, host, pool):
    a_type(host), a_type(pool=pool)
    sign_in(client, a_director(a_chapter("OH", "Ohio")).user)

    assert (client.get(ALL).context["kinds"], client.get(POOLS).context["pools"]) == ([], [])


def test_a_kind_of_meeting_is_offered_with_all_that_bounds_it(desk, host):
    sent = asked(
        whose=host.slug,
        per_day_cap="3",
        standing=["member", "alum"],
        chapter=["texas"],
        approval="on",
        questions=" What about?\n\nWho  comes? ",
    )
    answer = desk.post(address("meeting_type_new"), sent)

    kind = MeetingType.objects.get()
    assert (answer["Location"], kind.host, kind.per_day_cap) == (ALL, host, 3)
    assert kind.audience == {"standing": ["member", "alum"], "chapter": ["texas"]}
    assert (kind.questions, kind.approval) == (["What about?", "Who comes?"], True)


def test_a_pool_offers_a_kind_as_well(desk, pool):
    desk.post(address("meeting_type_new"), asked(whose=pool.public_id))

    assert (MeetingType.objects.get().pool, MeetingType.objects.get().host) == (pool, None)


def test_nothing_is_offered_in_the_name_of_anothers_host(desk):
    ohio = a_host(a_chapter("OH", "Ohio"), email="ohio@example.org")
    answer = desk.post(address("meeting_type_new"), asked(whose=ohio.slug))

    assert answer.context["form"].errors["whose"] == ["Choose one of the list."]
    assert MeetingType.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"minutes": "31"}, "minutes", "Use a multiple of five minutes."),
        ({"minutes": "5"}, "minutes", "Enter 10 or more."),
        ({"per_day_cap": "0"}, "per_day_cap", "Enter 1 or more."),
        (
            {"horizon_days": "1"},
            "notice",
            "Ask for less notice than the days one can book ahead.",
        ),
        (
            {"questions": "\n".join("abcdef")},
            "questions",
            "Up to 5 questions, each of at most 120 characters.",
        ),
        ({"name": "Visit"}, "name", "There is a kind of meeting of this name already."),
        ({"name": ""}, "name", "Give it a name."),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(desk, host, values, field, words):
    a_type(host, name="Visit")
    kind = a_type(host)
    answer = desk.post(address("meeting_type", kind.public_id), asked(**values))

    assert answer.context["form"].errors == {field: [words]}
    kind.refresh_from_db()
    assert (kind.name, kind.minutes, kind.notice) == ("Half an hour", 30, 0)


def test_what_the_form_does_not_know_of_stays(desk, host):
    kind = a_type(host, notice=90, cancel_cutoff=35)
    page = desk.get(address("meeting_type", kind.public_id))
    desk.post(address("meeting_type", kind.public_id), asked(notice="90", cancel_cutoff="35"))

    kind.refresh_from_db()
    assert (kind.notice, kind.cancel_cutoff) == (90, 35)
    assert "1 hour and 30 minutes before it begins" in page.text


def test_a_kind_is_withdrawn_offered_again_and_copied(desk, host):
    kind = a_type(host)
    stood = []
    for verb in ("withdraw", "offer"):
        desk.post(address(f"meeting_type_{verb}", kind.public_id))
        kind.refresh_from_db()
        stood.append(kind.active)
    desk.post(address("meeting_type_copy", kind.public_id), {"name": "Longer"})
    copy = MeetingType.objects.get(name="Longer")

    assert (stood, copy.active, copy.host) == ([False, True], False, host)


def test_a_sentence_says_what_guests_will_see(texas, host):
    plain = a_type(host, notice=1440, modes="online")
    bound = a_type(
        host,
        minutes=90,
        audience={"standing": ["member"], "chapter": [texas.slug]},
        approval=True,
        per_day_cap=2,
        after=15,
        cancel_cutoff=0,
    )

    assert kinds.say(plain) == (
        "Members, alumni, partners and staff can book 30 minutes online, at least 1 day and up to"
        " 60 days ahead. Guests may cancel until 1 hour before and move it until 4 hours before."
    )
    assert kinds.say(bound) == (
        f"Members of {texas} can book 1 hour and 30 minutes online or in person, up to 60 days"
        " ahead. Each waits until the host says yes. At most 2 a day. Kept free around it:"
        " 15 minutes after. Guests may cancel until it begins and move it until 4 hours before."
    )
    assert kinds.say(a_type(host, public=True)).startswith("Anybody, known to the network or not,")


def test_a_pool_is_made_and_filled_by_those_who_keep_the_chapter(desk, texas, host):
    made = desk.post(address("meeting_pool_new"), {"name": "Policy", "group": texas.slug})
    pool = MeetingPool.objects.get()
    join = address("meeting_pool_join", pool.public_id)
    desk.post(join, {"host": host.slug, "weight": "2", "priority": "1"})
    again = desk.post(join, {"host": host.slug, "weight": "2", "priority": "1"})
    page = desk.get(made["Location"])

    assert [(one.member.host, one.member.weight, one.given) for one in page.context["line"]] == [
        (host, 2, 0)
    ]
    assert again.context["form"].errors["host"] == ["Choose one of the list."]


def test_a_host_of_a_pool_is_weighed_and_taken_out(desk, pool, host):
    path = address("meeting_pool_weight", pool.public_id, host.slug)
    refused = desk.post(path, {"weight": "11", "priority": "1"})
    desk.post(path, {"weight": "3", "priority": "2"})
    member = pool.members.get()

    assert refused.context["form"].errors["weight"] == ["At most 10."]
    assert (member.weight, member.priority) == (3, 2)
    desk.post(address("meeting_pool_leave", pool.public_id, host.slug))
    assert pool.members.count() == 0


def test_two_pools_of_one_name_are_refused(desk, pool, texas):
    sent = {"name": pool.name, "group": texas.slug}
    answer = desk.post(address("meeting_pool_new"), sent)
    desk.post(address("meeting_pool_name", pool.public_id), {"name": "Policy"})

    pool.refresh_from_db()
    assert answer.context["form"].errors["name"] == ["There is a pool of this name already."]
    assert pool.name == "Policy"


def test_who_takes_no_meetings_stands_last(desk, pool, host, texas):
    other = a_host(texas, email="other@example.org")
    desk.post(
        address("meeting_pool_join", pool.public_id),
        {"host": other.slug, "weight": "1", "priority": "9"},
    )
    type(host).objects.filter(pk=host.pk).update(active=False)
    line = desk.get(address("meeting_pool", pool.public_id)).context["line"]

    assert [(turn.member.host, turn.can) for turn in line] == [(other, True), (host, False)]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("page", "cost"), [("types", 6), ("pools", 5), ("pool", 10)])
def test_lists_cost_the_same_however_long(
    desk, host, pool, texas, rows, page, cost, django_assert_num_queries
):
    for number in range(rows):
        a_type(host, name=f"Call {number}")
        a_type(pool=pool, name=f"Visit {number}")
        more = a_pool(group=a_chapter("OH", "Ohio"))
        MeetingPool.objects.filter(pk=more.pk).update(name=f"Pool {number}", group=texas)
        pool.members.create(
            host=a_host(texas, email=f"h{number}@example.org"),
            since=pool.members.get(host=host).since,
        )
    paths = {"types": ALL, "pools": POOLS, "pool": address("meeting_pool", pool.public_id)}
    desk.get(paths[page])

    with django_assert_num_queries(cost):
        desk.get(paths[page])
