"""`/calendar.ics`: what it takes in, what it refuses, what it costs."""

from datetime import timedelta

import icalendar
import pytest
from sqlalchemy import insert

from eventmgr.event.events import services
from eventmgr.event.events.models import Event, EventKind, EventSector, EventStatus, EventTopic, Series, Venue
from eventmgr.event.events.statements import raise_site_revision
from eventmgr.ground.db import db, transaction
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON, keep, make_event
from tests.output.calendars.feeds import counters, entries, states, uids
from tests.output.calendars.readers import NODE_READERS, read

pytestmark = pytest.mark.usefixtures("frozen")
LATER = NOON + timedelta(hours=1)


def test_every_public_state_is_in_it_and_drafts_never(client):
    events = {status: make_event(status=status, uid=f"{status.value}@example.com") for status in EventStatus}
    answer = client.get("/calendar.ics")

    assert states(answer) == {
        events[EventStatus.PUBLISHED].uid: "CONFIRMED",
        events[EventStatus.POSTPONED].uid: "TENTATIVE",
        events[EventStatus.FINISHED].uid: "CONFIRMED",
        events[EventStatus.ARCHIVED].uid: "CONFIRMED",
        events[EventStatus.CANCELLED].uid: "CANCELLED",
    }


def test_filters_combine(client):
    series = keep(Series(slug="yangtze", name={"zh": "长三角", "en": "Yangtze delta"}))
    wanted = make_event(
        province_code="310000",
        kind=EventKind.EXPO,
        series_id=series.id,
        sectors=[EventSector(code="C36")],
        topics=[EventTopic(topic_id="mes")],
    )
    make_event(province_code="310000")
    make_event(kind=EventKind.EXPO, province_code="420000", sectors=[EventSector(code="C36")])
    day = wanted.starts_at.date()

    for query in (
        "province=310000&kind=expo",
        "province=310000&sector=C36",
        "sector=C&topic=mes&series=yangtze",
        f"series=yangtze&from={day}&to={day}",
        "kind=expo&province=310000&sector=&topic=",
    ):
        assert uids(client.get(f"/calendar.ics?{query}")) == [wanted.uid], query
    assert uids(client.get(f"/calendar.ics?series=yangtze&from={day + timedelta(days=30)}")) == []
    assert uids(client.get("/calendar.ics?province=420000&topic=mes")) == []


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("province=999999", "999999"),
        ("sector=Q99", "Q99"),
        ("topic=flying", "flying"),
        ("kind=party", "party"),
        ("series=none-such", "none-such"),
        ("from=yesterday", "yesterday"),
        ("to=2026-02-30", "2026-02-30"),
        ("to=10000-01-01", "10000-01-01"),
        ("lang=fr", "fr"),
        ("provinces=310000", "provinces"),
        ("q=robots", "q"),
        ("from=singlemessage", "singlemessage"),
        ("deadlines=0", "0"),
        ("from=2026-06-02&to=2026-06-01", "from"),
        ("province=310000&province=420000", "province"),
    ],
)
def test_what_is_not_known_is_refused_by_name(client, query, named):
    make_event()

    answer = client.get(f"/calendar.ics?{query}")

    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert f"“{named}”" in answer.text


def test_two_fetches_are_alike_to_the_byte_and_the_second_needs_no_body(client):
    make_event(calendar_changed_at=NOON)
    first, second = client.get("/calendar.ics"), client.get("/calendar.ics")

    assert (first.data, first.headers["ETag"]) == (second.data, second.headers["ETag"])
    assert first.headers["ETag"].startswith('"')
    assert first.headers["Last-Modified"] == "Wed, 01 Apr 2026 04:00:00 GMT"
    assert first.headers["Content-Disposition"] == 'inline; filename="calendar.ics"'
    for header in ({"If-None-Match": first.headers["ETag"]}, {"If-Modified-Since": first.headers["Last-Modified"]}):
        answer = client.get("/calendar.ics", headers=header)
        assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", first.headers["ETag"])


def test_it_is_alike_to_the_byte_without_any_cache(client, app):
    make_event()
    first = client.get("/calendar.ics")
    app.extensions["page_cache"].clear()

    assert client.get("/calendar.ics").data == first.data


def test_the_language_is_that_of_the_address(client):
    make_event(title={"zh": "研讨会", "en": "Seminar"}, city={"zh": "上海", "en": "Shanghai"})

    found = [str(entries(client.get(f"/calendar.ics?lang={lang}"))[0]["SUMMARY"]) for lang in ("zh", "en")]

    assert found == ["研讨会", "Seminar"]
    assert "X-WR-CALNAME:Manufacturing Exchange" in client.get("/calendar.ics?lang=en").text


def test_a_changed_title_raises_the_sequence_by_one_and_nothing_else(client):
    event = make_event(title={"zh": "旧题", "en": "Old"})
    before = counters(client.get("/calendar.ics"))

    with transaction():
        services.edit(event, {"title": {"zh": "旧题", "en": "Old"}}, act=Act(SYSTEM, LATER))
    unchanged = counters(client.get("/calendar.ics"))
    with transaction():
        services.edit(event, {"title": {"zh": "新题", "en": "New"}}, act=Act(SYSTEM, LATER))
    answer = client.get("/calendar.ics?lang=zh")

    assert unchanged == before == {event.uid: (0, NOON)}
    assert counters(answer) == {event.uid: (1, LATER)}
    assert str(entries(answer)[0]["SUMMARY"]) == "新题"


def test_a_cancelled_event_stays_and_says_so_in_its_title_too(client):
    event = make_event(title={"zh": "研讨会", "en": "Seminar"})
    first = client.get("/calendar.ics?lang=en")
    with transaction():
        services.cancel(event, {"zh": "台风", "en": "A typhoon is coming"}, act=Act(SYSTEM, LATER))

    answer = client.get("/calendar.ics?lang=en", headers={"If-None-Match": first.headers["ETag"]})
    (entry,) = entries(answer)

    assert (str(entry["UID"]), str(entry["STATUS"]), entry["SEQUENCE"]) == (event.uid, "CANCELLED", 1)
    assert str(entry["SUMMARY"]) == "Cancelled: Seminar"
    assert str(entry["DESCRIPTION"]).split("\n")[0] == "A typhoon is coming"


def test_an_event_that_leaves_a_filter_leaves_the_feed_for_those_who_only_know_the_date(client, frozen):
    going, staying = make_event(province_code="310000"), make_event(province_code="310000")
    first = client.get("/calendar.ics?province=310000")
    frozen.move_to(LATER)
    with transaction():
        services.set_themes(going, sectors=["C36"], topics=[], act=Act(SYSTEM, LATER))
        services.edit(going, {"province_code": "420000"}, act=Act(SYSTEM, LATER))

    answer = client.get("/calendar.ics?province=310000", headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert uids(answer) == [staying.uid]


def test_last_modified_is_never_later_than_now_and_hides_no_change(client, frozen):
    event = make_event()
    with transaction():
        services.edit(
            event, {"city": {"zh": "上海"}}, act=Act(SYSTEM, NOON + timedelta(days=9))
        )  # by a clock that ran ahead
    first = client.get("/calendar.ics")
    frozen.shift(60)
    with transaction():
        services.edit(event, {"title": {"zh": "另一题目"}}, act=Act(SYSTEM, NOON + timedelta(seconds=60)))

    answer = client.get("/calendar.ics", headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert (first.last_modified, answer.status_code, answer.last_modified) == (NOON, 200, NOON + timedelta(seconds=60))


def test_an_event_leaves_five_weeks_after_its_end_unless_it_is_asked_for(client, frozen):
    event = make_event()
    asked = f"/calendar.ics?from={event.starts_at.date()}"

    frozen.move_to(event.ends_at + timedelta(days=35))
    last_day = uids(client.get("/calendar.ics"))
    frozen.move_to(event.ends_at + timedelta(days=36))

    assert (last_day, uids(client.get("/calendar.ics")), uids(client.get(asked))) == ([event.uid], [], [event.uid])


def test_it_is_kept_until_something_changes_or_the_day_ends_not_for_a_minute(client, frozen, count_statements):
    frozen.move_to(NOON.replace(hour=0))
    make_event()
    client.get("/calendar.ics")

    def made_anew() -> bool:
        with count_statements() as statements:
            client.get("/calendar.ics")
        return any("FROM event" in statement for statement in statements)

    frozen.shift(23 * 3600)
    kept = made_anew()
    make_event()
    with transaction():
        raise_site_revision()
    changed = made_anew()
    frozen.shift(2 * 3600)

    assert (kept, changed, made_anew()) == (False, True, True)


@pytest.mark.one_engine
def test_five_thousand_events_are_less_than_a_megabyte_of_the_soonest(client):
    summary = {"zh": "围绕智能制造、绿色低碳与供应链协同开展跨省交流。" * 2, "en": "Exchange between provinces. " * 3}
    first = make_event(summary=summary)
    skipped = {"id", "slug", "uid", "starts_at", "ends_at"}
    same = {column.key: getattr(first, column.key) for column in Event.__table__.columns if column.key not in skipped}
    rows = [
        {
            **same,
            "slug": f"many-{number}",
            "uid": f"many-{number}@example.com",
            "starts_at": first.starts_at + timedelta(hours=number + 1),
            "ends_at": first.ends_at + timedelta(hours=number + 1),
        }
        for number in range(4999)
    ]
    with transaction():
        db.session.execute(insert(Event), rows)

    plain, packed = (
        client.get("/calendar.ics", headers={"Accept-Encoding": coding}) for coding in ("identity", "gzip")
    )
    found = uids(plain)

    assert (500_000 < len(plain.data) < 1_000_000, len(packed.data) < 1_000_000) == (True, True)
    assert found == [first.uid, *(f"many-{number}@example.com" for number in range(len(found) - 1))]
    assert [[entry.uid for entry in read(reader, plain.data)] == found for reader in NODE_READERS] == [True] * 2
    assert "/subscribe/" in str(icalendar.Calendar.from_ical(plain.data)["DESCRIPTION"])
    assert "five weeks" in client.get("/subscribe/?lang=en").text
    few = client.get("/calendar.ics?to=2026-05-20")
    assert [entry.uid for entry in read("vobject", few.data)] == uids(few) == found[: len(uids(few))]
    assert 100 < len(uids(few)) < 200


def test_what_a_reader_has_holds_also_when_its_clock_runs_ahead(client):
    make_event(calendar_changed_at=NOON)
    make_event()
    later = {"If-Modified-Since": "Wed, 01 Apr 2026 04:00:01 GMT"}
    earlier = {"If-Modified-Since": "Wed, 01 Apr 2026 03:59:59 GMT"}

    assert [client.get("/calendar.ics", headers=one).status_code for one in (later, earlier)] == [304, 200]


@pytest.mark.parametrize("broken", [{"timezone": "Asia/Atlantis"}, {"title": "no mapping"}, {"city": ["none"]}])
def test_a_broken_event_does_not_stop_the_feed(client, broken, caplog):
    good = make_event()
    make_event(**broken)

    assert uids(client.get("/calendar.ics")) == [good.uid]
    assert len(caplog.records) >= 1


def test_two_hundred_events_take_as_many_statements_as_two(client, count_statements, app):
    def cost() -> int:
        app.extensions["page_cache"].clear()
        client.get("/calendar.ics?province=310000")
        app.extensions["page_cache"].clear()
        with count_statements() as statements:
            client.get("/calendar.ics?province=310000")
        return len(statements)

    for _number in range(2):
        make_event(venues=[Venue(name={"zh": "会展中心", "en": "Centre"})])
    two = cost()
    for _number in range(198):
        make_event(venues=[Venue(name={"zh": "会展中心", "en": "Centre"})])

    assert (cost(), two <= 12, len(uids(client.get("/calendar.ics")))) == (two, True, 200)
