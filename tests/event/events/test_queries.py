"""Finding events: lists for visitors and organizers, filters, pages, one event with its parts."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from eventmgr.event.events.derived.opening import Gate, gate
from eventmgr.event.events.models import (
    Deadline,
    Event,
    EventKind,
    EventSector,
    EventStatus,
    EventTopic,
    HostBody,
    HostRole,
    RegionSet,
    Series,
    Track,
    Venue,
)
from eventmgr.event.events.queries import (
    EventFilter,
    MyFilter,
    count_my_events,
    get_event,
    get_key,
    get_public_event,
    list_months,
    list_my_events,
    list_past,
    list_public,
    list_upcoming,
)
from eventmgr.ground import text
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.identity.accounts.models import Level
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.taxonomy import topics
from tests.factories import NOON, keep, make_admin, make_event, make_member, make_user, together

DAY = timedelta(days=1)


def span(days: float) -> dict:
    return {"starts_at": NOON + days * DAY, "ends_at": NOON + (days + 0.5) * DAY}


def upcoming(**asked):
    return list_upcoming(EventFilter(**asked), at=NOON).rows


def test_what_one_can_join_comes_first_then_what_opens_later_then_the_rest_and_no_drafts(database):
    late = make_event(**span(9))
    closes_soon = make_event(**span(30), registration_closes_at=NOON + 4 * DAY)
    soon = make_event(**span(2))
    opens_last = make_event(**span(20), registration_opens_at=NOON + 3 * DAY)
    opens_first = make_event(**span(25), registration_opens_at=NOON + 2 * DAY)
    closed = make_event(**span(6), registration_closes_at=NOON - DAY)
    cancelled = make_event(**span(5), status=EventStatus.CANCELLED)
    postponed = make_event(**span(-3), status=EventStatus.POSTPONED)
    running = make_event(starts_at=NOON - DAY, ends_at=NOON + DAY)
    make_event(**span(3), status=EventStatus.DRAFT)
    make_event(**span(-5))

    assert upcoming() == [soon, closes_soon, late, opens_first, opens_last, postponed, running, cancelled, closed]


def test_an_event_that_takes_nobody_more_stands_with_the_rest(database):
    shut, later, joins = (
        make_event(**span(2)),
        make_event(**span(8), registration_opens_at=NOON + DAY),
        make_event(**span(9)),
    )

    page = list_upcoming(EventFilter(), at=NOON, is_shut=Event.id == shut.id)

    assert page.rows == [joins, later, shut]


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_list_and_the_gate_of_one_event_are_one_rule(database, seed):
    chance = random.Random(seed)
    days = [-2, -1, 0, 1, 2, None]
    with together():
        for _ in range(30):
            opens, closes = chance.choice(days), chance.choice(days)
            make_event(
                starts_at=NOON + chance.randrange(-3, 4) * DAY,
                ends_at=NOON + 5 * DAY,
                status=chance.choice([EventStatus.PUBLISHED, EventStatus.PUBLISHED, *EventStatus]),
                registration_opens_at=None if opens is None else NOON + opens * DAY,
                registration_closes_at=None if closes is None else NOON + closes * DAY,
            )

    turns = [{Gate.OPEN: 0, Gate.NOT_YET: 1}.get(gate(event, at=NOON), 2) for event in upcoming()]

    assert turns == sorted(turns)
    assert len(turns) > 10


def test_past_events_are_latest_first_and_leave_out_what_never_took_place(database):
    old = make_event(**span(-30), status=EventStatus.ARCHIVED)
    recent = make_event(**span(-3), status=EventStatus.FINISHED)
    over = make_event(**span(-9))
    make_event(**span(-4), status=EventStatus.CANCELLED)
    make_event(**span(3))
    assert list_past(EventFilter(), at=NOON) == [recent, over, old]


def test_pages_follow_each_other_without_gap_or_repetition_even_at_the_same_start(database):
    made = [make_event(**span(4)) for _ in range(3)]
    made += [make_event(**span(4), registration_opens_at=NOON + DAY) for _ in range(2)]
    made += [make_event(**span(4), status=EventStatus.CANCELLED) for _ in range(2)]
    found, cursor = [], None
    for _page in range(4):
        page = list_upcoming(EventFilter(), at=NOON, cursor=cursor, size=2)
        found, cursor = [*found, *page.rows], page.next
    assert (found, cursor) == (made, None)


def test_pages_of_the_past_follow_each_other_as_well(database):
    made = [make_event(**span(-9)) for _ in range(3)][::-1]
    first = list_past(EventFilter(), at=NOON, limit=2)
    assert [*first, *list_past(EventFilter(), at=NOON, after=get_key(first[-1]), limit=2)] == made


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": EventKind.EXPO}, ["expo"]),
        ({"province": "420000"}, ["wuhan"]),
        ({"sector": "C36"}, ["cars"]),
        ({"sector": "C"}, ["cars"]),
        ({"sector": "C3"}, []),
        ({"topic": "mes"}, ["mes"]),
        ({"series": "yearly"}, ["series"]),
        ({"q": "智能 上海"}, ["words"]),
        ({"q": "北京"}, []),
        ({"from_date": date(2026, 6, 30)}, ["late"]),
        ({"to_date": date(2026, 4, 2)}, ["early"]),
        ({"kind": EventKind.EXPO, "province": "420000"}, []),
    ],
)
def test_a_filter_finds_what_it_names(database, asked, found):
    make_event(slug="expo", kind=EventKind.EXPO)
    make_event(slug="wuhan", province_code="420000")
    make_event(slug="cars", sectors=[EventSector(code="C36")])
    make_event(slug="mes", topics=[EventTopic(topic_id="mes")])
    make_event(slug="series", series=Series(slug="yearly", name={"zh": "年会"}))
    make_event(slug="words", search_text=text.folded("智能制造 1000 上海"))
    make_event(slug="late", starts_at=NOON + 90 * DAY)
    make_event(slug="early", starts_at=NOON + DAY)
    assert [event.slug for event in upcoming(**asked)] == found


def test_the_month_view_holds_what_touches_the_month_on_the_clock_of_china(database):
    at_the_end = datetime(2026, 5, 31, 15, 59, tzinfo=UTC)
    inside = make_event(starts_at=at_the_end, ends_at=at_the_end + DAY)
    make_event(starts_at=at_the_end + timedelta(minutes=1), ends_at=at_the_end + DAY)
    long = make_event(starts_at=datetime(2026, 4, 20, tzinfo=UTC), ends_at=datetime(2026, 6, 2, tzinfo=UTC))
    assert list_months(2026, 5) == [long, inside]


def test_public_feeds_keep_cancelled_events(database):
    cancelled = make_event(status=EventStatus.CANCELLED)
    make_event(status=EventStatus.DRAFT)
    assert list_public(EventFilter()) == [cancelled]


def test_each_account_lists_the_events_it_may_look_into(database):
    shanghai = make_event(**span(1))
    wuhan = make_event(**span(2), province_code="420000")
    draft = make_event(**span(3), province_code="420000", status=EventStatus.DRAFT)
    member = make_member(shanghai, TeamRole.VIEWER)
    author = make_member(draft, TeamRole.EDITOR, make_user(level=Level.PROVINCIAL, unit_code="310000"))
    provincial = make_user(level=Level.PROVINCIAL, unit_code="420000")
    national = make_user(level=Level.NATIONAL)
    lists = {
        "admin": list_my_events(make_admin(), MyFilter(), at=NOON).rows,
        "national": list_my_events(national, MyFilter(), at=NOON).rows,
        "member": list_my_events(member, MyFilter(), at=NOON).rows,
        "author": list_my_events(author, MyFilter(), at=NOON).rows,
        "provincial": list_my_events(provincial, MyFilter(), at=NOON).rows,
        "stranger": list_my_events(make_user(), MyFilter(), at=NOON).rows,
        "drafts": list_my_events(make_admin(), MyFilter(status=EventStatus.DRAFT), at=NOON).rows,
        "drafts of others": list_my_events(national, MyFilter(status=EventStatus.DRAFT), at=NOON).rows,
    }
    assert lists == {
        "admin": [shanghai, wuhan, draft],
        "national": [shanghai, wuhan],
        "member": [shanghai],
        "author": [shanghai, draft],
        "provincial": [wuhan],
        "stranger": [],
        "drafts": [draft],
        "drafts of others": [],
    }
    assert count_my_events(make_admin()) == {EventStatus.PUBLISHED: 2, EventStatus.DRAFT: 1}
    assert count_my_events(national) == {EventStatus.PUBLISHED: 2}


def test_a_draft_has_no_public_page(database):
    draft = make_event(status=EventStatus.DRAFT)
    assert get_event(draft.slug) == draft
    with pytest.raises(NotFound):
        get_public_event(draft.slug)


def test_the_public_event_brings_its_parts_in_six_statements(database, count_statements):
    event = make_event(
        hosts=[HostBody(role=HostRole.HOST, name={"zh": f"办公室{n}"}, position=n) for n in range(3)],
        region_sets=[RegionSet(name={"zh": "东部"}, province_codes=["310000"], position=n) for n in range(2)],
        sectors=[EventSector(code=code) for code in ("C36", "C39")],
        topics=[EventTopic(topic_id=topic) for topic in ("mes", "cad", "robot")],
        venues=[Venue(name={"zh": "会议中心"}, position=n) for n in range(2)],
        tracks=[Track(name={"zh": "争高端"}, position=n) for n in range(3)],
    )
    keep(Deadline(event_id=event.id, label={"zh": "回执"}, due_at=NOON))
    slug = event.slug
    db.session.expire_all()
    with count_statements() as statements:
        found = get_public_event(slug)
        sizes = [
            len(part)
            for part in (
                *(found.hosts, found.region_sets, found.sectors, found.topics, found.venues, found.tracks),
                *(found.deadlines, found.notices, found.attachments, found.units),
            )
        ]
    assert (sizes, len(statements)) == ([3, 2, 2, 3, 2, 3, 1, 0, 0, 0], 6)


def test_sectors_and_topics_stand_in_their_official_order_however_they_were_entered(database):
    tree = [topic.id for topic in topics()]
    event = make_event(
        topics=[EventTopic(topic_id=one) for one in (tree[30], tree[2], "ended-long-ago", tree[0])],
        sectors=[EventSector(code=code) for code in ("I", "C36", "A", "C13")],
    )
    db.session.expire_all()

    assert [one.topic_id for one in event.topics] == [tree[0], tree[2], tree[30], "ended-long-ago"]
    assert [one.code for one in event.sectors] == ["A", "C13", "C36", "I"]
