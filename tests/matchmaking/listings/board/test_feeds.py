"""Deadlines as a calendar and new listings as Atom, each read by readers that are not ours."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
import vobject
from icalendar import Calendar
from sqlalchemy import func, select

from eventmgr.event.events.services import hold
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.matchmaking.listings import services
from eventmgr.matchmaking.listings.jobs import expire
from eventmgr.matchmaking.listings.models import GoneDeadline, Listing, ListingKind, Side
from tests.factories import make_event
from tests.matchmaking.listings.acting import act
from tests.matchmaking.listings.board.feeds import change
from tests.matchmaking.listings.board.making import TOMORROW, company, listed

pytestmark = pytest.mark.usefixtures("frozen", "database")
ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def entries(visitor, event, rest="lang=zh"):
    """UID → (first of two readers' entry); both readers see the same."""
    body = visitor.get(f"/events/{event.slug}/listings.ics?{rest}").data
    found = {str(one["UID"]): one for one in Calendar.from_ical(body).walk("VEVENT")}
    other = {one.uid.value: one for one in vobject.readOne(body.decode()).contents.get("vevent", [])}
    assert {uid: str(one["SUMMARY"]) for uid, one in found.items()} == {
        uid: one.summary.value for uid, one in other.items()
    }
    assert {uid: one["DTEND"].dt for uid, one in found.items()} == {uid: one.dtend.value for uid, one in other.items()}
    return found


def test_each_deadline_is_an_entry_that_ends_with_its_day_in_china(visitor, event):
    one = listed(event, company(), "数控机床", valid_until=TOMORROW)
    rnd = listed(
        event, company("安徽"), "转子碎裂难题", Side.DEMAND, kind=ListingKind.RND, details={"needed_by": "2026-06-30"}
    )
    listed(event, company("湖北"), "无期限")
    listed(event, company("湖南"), "保密", confidential=True, valid_until=TOMORROW)
    found = entries(visitor, event)
    assert {str(entry["SUMMARY"]): entry["DTEND"].dt.isoformat() for entry in found.values()} == {
        "有效期至：供给：数控机床": "2026-04-03T00:00:00+08:00",
        "需求期限：需求：转子碎裂难题": "2026-07-01T00:00:00+08:00",
    }
    assert set(found) == {f"valid-listing-{one.id}-{event.uid}", f"needed-listing-{rnd.id}-{event.uid}"}
    assert all(
        f"/listings/{number}/" in str(found[uid]["URL"]) for uid, number in zip(found, (one.id, rnd.id), strict=True)
    )
    assert list(entries(visitor, event, "side=demand&lang=zh")) == [f"needed-listing-{rnd.id}-{event.uid}"]


def test_numbers_rise_with_what_the_entry_shows_and_with_nothing_else(visitor, event, frozen):
    one = listed(event, company(), "数控机床", valid_until=TOMORROW)

    def number():
        [entry] = entries(visitor, event).values()
        return int(entry["SEQUENCE"]), entry["DTSTAMP"].dt

    assert number()[0] == 0
    first = number()
    frozen.shift(60)
    change(event, one.id, text={"zh": "别的说明"}, topic_id="rnd")
    assert number() == first
    change(event, one.id, valid_until=TOMORROW + timedelta(days=3))
    assert number()[0] == 1 and number()[1] > first[1]
    change(event, one.id, title={"zh": "五轴数控机床"})
    assert number()[0] == 2
    listed(event, company("安徽"), "别的", valid_until=None)
    assert number()[0] == 2


def do(verb, event, *things, **options):
    """The verb of listings, with the event held."""
    with transaction():
        hold(event)
        verb(event, *things, act=act(), **options)


def gone_by_confidence(event, one):
    change(event, one.id, confidential=True, title={"zh": "绝密字样"})


def gone_by_withdrawal(event, one):
    do(services.withdraw, event, db.session.get(Listing, one.id))


def gone_by_declining(event, one):
    do(services.decline, event, one.id, "不符合要求")


def gone_by_deletion(event, one):
    do(services.withdraw, event, db.session.get(Listing, one.id))
    do(services.delete, event, db.session.get(Listing, one.id))


def gone_as_a_mistake(event, one):
    do(services.remove_entered, event, db.session.get(Listing, one.id))


def gone_without_a_last_day(event, one):
    change(event, one.id, valid_until=None)


GOING = [
    gone_by_confidence, gone_by_withdrawal, gone_by_declining, gone_by_deletion, gone_as_a_mistake, gone_without_a_last_day,
]  # fmt: skip


@pytest.mark.parametrize("go", GOING, ids=lambda go: go.__name__)
def test_what_holds_no_longer_is_cancelled_and_says_nothing_of_the_listing(visitor, event, frozen, go):
    one = listed(event, company(), "数控机床", valid_until=TOMORROW, text="五轴联动")
    [(uid, before)] = entries(visitor, event).items()
    frozen.shift(60)
    go(event, one)
    [(again, after)] = entries(visitor, event).items()
    assert again == uid == f"valid-listing-{one.id}-{event.uid}"
    assert (after["STATUS"], int(after["SEQUENCE"])) == ("CANCELLED", int(before.get("SEQUENCE", 0)) + 1)
    assert after["DTSTAMP"].dt > before["DTSTAMP"].dt and after["DTEND"].dt == before["DTEND"].dt
    assert str(after["SUMMARY"]) == "已取消：有效期至：供给：不再公开"
    body = visitor.get(f"/events/{event.slug}/listings.ics?lang=zh").data.replace(b"\r\n ", b"").decode()
    assert [word for word in ("数控机床", "绝密字样", "五轴联动", f"/listings/{one.id}/") if word in body] == []


def test_what_is_told_again_has_a_higher_number_than_its_cancellation(visitor, event, frozen):
    one = listed(event, company(), "数控机床", valid_until=TOMORROW)
    gone_by_declining(event, one)
    frozen.shift(60)
    with transaction():
        services.publish(event, {one.id}, act=act())
    [entry] = entries(visitor, event).values()
    assert (entry.get("STATUS", "CONFIRMED"), int(entry["SEQUENCE"])) == ("CONFIRMED", 2)
    assert str(entry["SUMMARY"]) == "有效期至：供给：数控机床"
    gone_by_withdrawal(event, one)
    [entry] = entries(visitor, event).values()
    assert (entry["STATUS"], int(entry["SEQUENCE"])) == ("CANCELLED", 3)


def test_cancellations_are_narrowed_like_listings_and_told_to_those_who_had_the_calendar(visitor, event, frozen):
    one = listed(event, company(), "数控机床", valid_until=TOMORROW, topic_id="rnd", sector_codes=["C34"])
    page = visitor.get(f"/events/{event.slug}/listings/").text
    assert "listings.ics?lang=en&amp;since=2026-04-01" in page
    gone_by_withdrawal(event, one)
    told = ["lang=zh", "side=supply", "kind=product", "province=310000", "sector=C", "topic=rnd", "since=2026-04-01"]
    not_told = ["side=demand", "kind=rnd", "province=340000", "sector=C35", "topic=supply_chain", "free=1", "q=机床"]
    assert [rest for rest in told if len(entries(visitor, event, rest)) != 1] == []
    assert [rest for rest in not_told if entries(visitor, event, rest)] == []
    frozen.shift(86_400)
    assert entries(visitor, event, "since=2026-04-02") == {}
    assert visitor.get(f"/events/{event.slug}/listings.ics?since=2026-04-03").status_code == 400


def test_the_calendar_of_a_filtered_list_has_a_page_with_address_device_camera_and_steps(visitor, event):
    listed(event, company(), "数控机床", valid_until=TOMORROW)
    board = visitor.get(f"/events/{event.slug}/listings/?side=supply").text
    page = visitor.get(f"/events/{event.slug}/listings/calendar/?side=supply")

    address = f"/events/{event.slug}/listings.ics?side=supply&amp;since=2026-04-01&amp;lang=en"
    assert f"/events/{event.slug}/listings/calendar/?side=supply" in board
    assert (
        page.status_code,
        f"http://localhost{address}" in page.text,
        f"webcal://localhost{address}" in page.text,
    ) == (200, True, True)
    assert all(words in page.text for words in ("QR code: subscribe", "Thunderbird", "no longer applies stays"))
    assert visitor.get(f"/events/{make_event().slug}/listings/calendar/").status_code == 404


def test_a_cancellation_is_told_for_a_week_after_its_day_and_then_nowhere(visitor, event, frozen):
    one = listed(event, company(), "数控机床", valid_until=TOMORROW)
    past = listed(event, company("安徽"), "转子", kind=ListingKind.RND, details={"needed_by": "2026-03-20"})
    gone_by_withdrawal(event, one)
    gone_by_withdrawal(event, past)
    assert list(entries(visitor, event)) == [f"valid-listing-{one.id}-{event.uid}"]
    with transaction():
        services.set_settings(event, services.Settings(is_collecting=False), act=act())
    frozen.shift(8 * 86_400)
    assert len(entries(visitor, event)) == 1
    frozen.shift(86_400)
    with transaction():
        expire({}, clock.now())
    assert db.session.scalar(select(func.count()).select_from(GoneDeadline)) == 0
    assert visitor.get(f"/events/{event.slug}/listings.ics").status_code == 404


def test_an_expired_listing_takes_its_other_deadlines_along(visitor, event, frozen):
    one = listed(
        event, company(), "转子", Side.DEMAND, kind=ListingKind.RND, valid_until=TOMORROW, details={"needed_by": "2026-06-30"}
    )  # fmt: skip
    assert len(entries(visitor, event)) == 2
    frozen.shift(2 * 86_400)
    with transaction():
        expire({}, clock.now())
    [(uid, entry)] = entries(visitor, event).items()
    assert (uid, entry["STATUS"]) == (f"needed-listing-{one.id}-{event.uid}", "CANCELLED")


def test_the_atom_feed_holds_to_rfc_4287(visitor, event, frozen):
    one = listed(event, company(), "数控机床 <b> & 刀具", topic_id="rnd", sector_codes=["C34"])
    frozen.shift(60)
    two = listed(event, company("安徽"), "找机床", Side.DEMAND, text="第一行\n第二行 ]]> <script>")
    page = visitor.get(f"/events/{event.slug}/listings/?side=demand").text
    address = re.search(r'type="application/atom\+xml" title="[^"]+" href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert "side=demand" in address
    answer = visitor.get(f"/events/{event.slug}/listings.atom?lang=zh")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    root = ET.fromstring(answer.data)
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert len(root.findall(f"{ATOM}{name}")) == 1
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert urlsplit(links["self"]).path == f"/events/{event.slug}/listings.atom"
    assert urlsplit(links["alternate"]).path == f"/events/{event.slug}/listings/"
    found = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in found] == ["需求：找机床", "供给：数控机床 <b> & 刀具"]
    assert found[0].findtext(f"{ATOM}summary") == "第一行\n第二行 ]]> <script>"
    assert found[0].find(f"{ATOM}author").findtext(f"{ATOM}name") == "安徽样例001号装备有限公司"
    ids = [root.findtext(f"{ATOM}id"), *(entry.findtext(f"{ATOM}id") for entry in found)]
    assert len(set(ids)) == 3 and all(UUID(one_id.removeprefix("urn:uuid:")) for one_id in ids)
    times = [element.text for element in root.iter() if element.tag in (f"{ATOM}updated", f"{ATOM}published")]
    assert all(RFC_3339.fullmatch(time) for time in times)
    assert root.findtext(f"{ATOM}updated") == max(entry.findtext(f"{ATOM}updated") for entry in found)
    assert [int(re.search(r"/listings/(\d+)/", e.find(f"{ATOM}link").get("href"))[1]) for e in found] == [
        two.id,
        one.id,
    ]


def test_ids_stay_and_updated_rises_when_an_entry_changes(visitor, event, frozen):
    one = listed(event, company(), "数控机床")

    def told():
        root = ET.fromstring(visitor.get(f"/events/{event.slug}/listings.atom?lang=en").data)
        entry = root.find(f"{ATOM}entry")
        return entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}updated"), root.findtext(f"{ATOM}updated")

    before = told()
    frozen.shift(3600)
    change(event, one.id, text={"zh": "新的说明"})
    after = told()
    assert after[0] == before[0] and after[1] > before[1] and after[2] == after[1]
    assert datetime.fromisoformat(after[1]).date() == date(2026, 4, 1)


def test_an_empty_feed_is_a_feed(visitor, event):
    root = ET.fromstring(visitor.get(f"/events/{event.slug}/listings.atom").data)
    assert root.find(f"{ATOM}entry") is None and RFC_3339.fullmatch(root.findtext(f"{ATOM}updated"))
    assert entries(visitor, event) == {}
