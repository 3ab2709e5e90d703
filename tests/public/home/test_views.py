"""The front page, the month, the past."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from eventmgr.event.events.models import Approval, EventKind, EventSector, EventStatus, InvitedUnit
from eventmgr.event.events.services import edit
from eventmgr.ground.db import write
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.web.responses.cache import GRACE
from eventmgr.tools.web.responses.stamps import SETTLE
from tests.conftest import client_of
from tests.factories import NOON, keep, make_event, make_registration


def titles(page):
    return re.findall(r'class="event-title"><a href="/events/([^/]+)/"', page)


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_coming_events_stand_in_order_and_drafts_do_not(client, frozen):
    later = make_event(starts_at=NOON + timedelta(days=60))
    sooner = make_event(starts_at=NOON + timedelta(days=30))
    make_event(status=EventStatus.DRAFT)
    make_event(starts_at=NOON - timedelta(days=30))
    assert titles(client.get("/").text) == [sooner.slug, later.slug]


def test_a_heading_says_that_those_that_take_people_stand_first(client, frozen):
    closed = make_event(starts_at=NOON + timedelta(days=3), registration_closes_at=NOON - timedelta(days=1))
    alone = client.get("/?lang=en").text
    opened = make_event(starts_at=NOON + timedelta(days=90))
    page = client.get("/?lang=en").text

    assert "Registration not open</h2>" not in alone and titles(alone) == [closed.slug]
    assert titles(page) == [opened.slug, closed.slug]
    assert page.index("Open for registration</h2>") < page.index(f"/events/{opened.slug}/")
    assert (
        page.index(f"/events/{opened.slug}/")
        < page.index("Registration not open</h2>")
        < page.index(f"/events/{closed.slug}/")
    )


def test_filters_combine(client, frozen):
    wanted = make_event(kind=EventKind.TRAINING, province_code="420000")
    make_event(kind=EventKind.TRAINING)
    make_event(province_code="420000")
    assert titles(client.get("/?kind=training&province=420000").text) == [wanted.slug]


@pytest.mark.parametrize(
    "query",
    ["kind=party", "province=999999", "sector=X99", "topic=none", "series=none", "from=2026", "to=2026-02-30",
     "from=0001-01-01", "view=wall", "view=month&month=2026-13", "after=x"],
)  # fmt: skip
def test_an_unknown_value_is_named_and_nothing_is_shown(client, frozen, query):
    make_event()
    answer = client.get(f"/?{query}")
    assert answer.status_code == 400
    assert titles(answer.text) == []


def test_a_cancelled_event_stays_visible_as_cancelled(client, frozen):
    event = make_event(status=EventStatus.CANCELLED)
    page = client.get("/?lang=en").text
    assert titles(page) == [event.slug]
    assert '<span class="state no">Cancelled</span>' in page


def test_a_place_whose_name_begins_with_the_province_does_not_say_it_twice(client, frozen):
    make_event(city={"zh": "上海—苏州—无锡", "en": "Shanghai, Suzhou, Wuxi"})
    make_event(city={"zh": "武汉", "en": "Wuhan"}, province_code="420000")
    zh, en = (words(client.get(f"/?lang={lang}").text) for lang in ("zh", "en"))

    assert ("· 上海—苏州—无锡 " in zh, "上海 上海" in zh, "· 湖北 武汉 " in zh) == (True, False, True)
    assert ("· Shanghai, Suzhou, Wuxi " in en, "Wuxi, Shanghai" in en, "· Wuhan, Hubei " in en) == (True, False, True)


def test_a_full_event_says_so(client, frozen):
    event = make_event(capacity=1)
    make_registration(event)
    assert '<span class="state wait">Full, waiting list open</span>' in client.get("/?lang=en").text


def test_a_card_says_until_when_how_many_places_are_left_for_whom_and_what_it_costs(client, frozen):
    event = make_event(
        capacity=9, approval=Approval.REVIEW, fee=60_000, registration_closes_at=NOON + timedelta(days=3)
    )
    keep(InvitedUnit(event_id=event.id, unit_code="310000", quota=5))
    make_registration(event)

    zh, en = (words(client.get(f"/?lang={lang}").text) for lang in ("zh", "en"))

    for said in ("剩余 8 个名额", "2026年4月4日（周六）12:00截止", "1 个受邀代表团及其他来宾 · 每人600元 · 须审核"):
        assert said in zh
    for said in (
        "8 places left",
        "Closes Sat 4 Apr 2026, 12:00",
        "1 invited delegation and guests · 600 yuan per person · with review",
    ):
        assert said in en


def test_a_card_that_one_cannot_join_says_no_deadline_and_no_price(client, frozen):
    make_event(status=EventStatus.CANCELLED, fee=0, capacity=5)
    make_event(registration_closes_at=NOON - timedelta(days=1), fee=0, capacity=5)

    page = client.get("/?lang=en").text

    assert [words for words in ("Closes", "places left", "Free of charge", "Open to everybody") if words in page] == []


def test_what_opens_later_says_when(client, frozen):
    make_event(registration_opens_at=NOON + timedelta(days=2), fee=0)

    page = words(client.get("/?lang=en").text)

    assert "Opens Fri 3 Apr 2026, 12:00" in page
    assert "Open to everybody · Free of charge" in page


def test_what_is_full_without_a_waiting_list_comes_after_what_one_can_join(client, frozen):
    full = make_event(capacity=1, has_waiting_list=False, starts_at=NOON + timedelta(days=10))
    waits = make_event(capacity=1, starts_at=NOON + timedelta(days=30))
    joins = make_event(starts_at=NOON + timedelta(days=20))
    make_registration(full)
    make_registration(waits)
    make_registration(joins)

    assert titles(client.get("/").text) == [joins.slug, waits.slug, full.slug]


def test_filters_are_folded_until_one_is_set(client, frozen):
    make_event()

    def fold(address):
        return re.search(r'<details class="filter-fold"[^>]*>', client.get(address).text)[0]

    assert ("open>" in fold("/"), "open>" in fold("/?province=310000")) == (False, True)


def test_places_left_on_the_front_page_are_seconds_old_and_full_is_said_at_once(client, frozen):
    event = make_event(capacity=3)
    sent = {"unit": "310000", "organization": "样例电气有限公司", "consent": "yes", "form_id": ""}

    def card():
        return re.findall(r"\d places? left|Full, waiting list open", client.get("/?lang=en").text)

    def register(number):
        typed = {**sent, "name": f"张样例{number}", "mobile": f"1391234567{number}"}
        assert client.post(f"/events/{event.slug}/register/", data=typed).status_code == 303

    seen = [card()]
    register(1)
    frozen.shift(SETTLE + GRACE)
    seen.append(card())
    register(2)
    register(3)
    seen.append(card())

    assert seen == [["3 places left"], ["2 places left"], ["Full, waiting list open"]]


def test_the_month_shows_an_event_on_each_of_its_days(client, frozen):
    event = make_event()
    page = client.get("/?view=month&month=2026-05").text
    assert page.count(f'href="/events/{event.slug}/"') == 2


def test_past_events_are_latest_first(client, frozen):
    older = make_event(starts_at=NOON - timedelta(days=60), status=EventStatus.FINISHED)
    newer = make_event(starts_at=NOON - timedelta(days=30))
    assert titles(client.get("/past/").text) == [newer.slug, older.slug]


def test_a_long_list_goes_on_where_the_page_before_ended(client, frozen):
    events = [make_event(starts_at=NOON + timedelta(days=10, hours=n)) for n in range(32)]
    first = client.get("/").text
    following = re.search(r'href="(/\?after=[^"]+)"', first)[1]
    assert titles(first) + titles(client.get(following).text) == [event.slug for event in events]


def test_the_list_costs_the_same_number_of_statements_for_two_events_and_for_thirty(client, frozen, count_statements):
    for _ in range(2):
        make_event()
    with count_statements() as few:
        client.get("/")
    for _ in range(28):
        make_event()
    with count_statements() as many:
        client.get("/?lang=zh")
    assert len(many) == len(few) <= 12


def test_the_page_answers_304_and_is_the_same_twice(client, frozen):
    make_event()
    first, second = client.get("/"), client.get("/")
    assert first.data == second.data
    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_language_in_the_address_is_remembered(client, frozen):
    assert 'lang="en"' in client.get("/?lang=en").text
    assert '<html lang="en">' in client.get("/").text


PAGES = ("/", "/?view=month", "/past/", "/subscribe/", "/sign-in", "/forgot", "/events/sample/", "/events/sample/register/",
         "/events/sample/agenda/", "/events/sample/participants/", "/nowhere")  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_the_foot_of_every_public_page_names_the_contact_and_the_records_that_are_set(make_app, path):
    make_event(slug="sample", agenda_published=True)
    site = make_app(
        CONTACT_NAME={"zh": "会务组", "en": "Event office"}, CONTACT_PHONE="021-6000 0000", CONTACT_EMAIL="office@example.com",
        ICP_NUMBER="沪ICP备00000000号", POLICE_NUMBER="沪公网安备00000000000000号",
    )  # fmt: skip

    foot = client_of(site).get(path).get_data(as_text=True).partition('<footer class="foot">')[2]

    wanted = (
        "会务组", 'href="tel:02160000000"', "021-6000 0000", 'href="mailto:office@example.com"', "沪ICP备00000000号",
        "沪公网安备00000000000000号",
    )  # fmt: skip
    assert [words for words in wanted if words not in foot] == []


def test_a_foot_without_settings_has_no_empty_contact(client):
    foot = client.get("/").get_data(as_text=True).partition('<footer class="foot">')[2]

    assert ("<address" in foot, "beian" in foot) == (False, False)


def of_month(page, number):
    section = re.search(rf'aria-labelledby="month-{number}">(.*?)</section>', page, re.DOTALL)[1]
    return re.findall(r'href="/events/([^/]+)/"', section)


def test_a_year_shows_each_public_event_in_the_month_in_which_it_begins_at_home(client, frozen):
    at_midnight = datetime(2026, 4, 30, 16, tzinfo=UTC)
    before, first = (make_event(starts_at=at_midnight - timedelta(seconds=one)) for one in (1, 0))
    cancelled = make_event(starts_at=datetime(2026, 12, 31, 15, tzinfo=UTC), status=EventStatus.CANCELLED)
    make_event(starts_at=datetime(2026, 12, 31, 16, tzinfo=UTC))
    make_event(starts_at=first.starts_at, status=EventStatus.DRAFT)
    page = client.get("/calendar/2026/?lang=en").text

    assert [of_month(page, number) for number in (4, 5, 12)] == [[before.slug], [first.slug], [cancelled.slug]]
    assert sum(len(of_month(page, number)) for number in range(1, 13)) == 3
    assert 'class="struck"' in page and 'href="/calendar/2027/" rel="next"' in page and 'rel="prev"' not in page
    assert "2026年的活动" in client.get("/calendar/2026/?lang=zh").text


def test_a_month_of_the_year_says_how_many_more_it_has_and_leads_to_them(client, frozen):
    for number in range(14):
        make_event(starts_at=datetime(2026, 6, 1 + number, 2, tzinfo=UTC), kind=EventKind.EXPO)
    make_event(starts_at=datetime(2026, 6, 1, 2, tzinfo=UTC))
    page = client.get("/calendar/2026/?lang=en&kind=expo").text

    assert len(of_month(page, 6)) == 12 and "2 more events" in page
    assert 'href="/?view=month&amp;month=2026-06&amp;kind=expo"' in page
    assert 'href="/subscribe/?kind=expo&amp;from=2026-01-01&amp;to=2026-12-31"' in page


def test_a_year_is_kept_by_browsers_and_made_anew_when_an_event_changes(client, frozen):
    event = make_event(starts_at=datetime(2026, 6, 1, 2, tzinfo=UTC))
    tag = client.get("/calendar/2026/").headers["ETag"]
    assert client.get("/calendar/2026/", headers={"If-None-Match": tag}).status_code == 304
    write(lambda: edit(event, {"title": {"zh": "新的题目"}}, act=Act(SYSTEM, NOON)))
    assert client.get("/calendar/2026/", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("rest", "status"), [("1999/", 404), ("2101/", 404), ("20266/", 404), ("2026/?kind=x", 400), ("2026/?theme=x", 400)]
)
def test_a_year_out_of_range_and_an_unknown_filter_are_refused(client, frozen, rest, status):
    assert client.get(f"/calendar/{rest}").status_code == status


def test_a_theme_finds_events_of_every_sector_it_stands_for(client, frozen):
    """One filter over events, as page and as calendar (S3.7)."""
    equipment, cars = (make_event(starts_at=NOON + timedelta(days=30 + number)) for number in range(2))
    for event, code in ((equipment, "C35"), (cars, "C36")):
        keep(EventSector(event_id=event.id, code=code))
    assert titles(client.get("/?theme=equipment").text) == [equipment.slug]
    assert titles(client.get("/?theme=automotive").text) == [cars.slug]
    feed = client.get("/calendar.ics?theme=automotive").text
    assert f"/events/{cars.slug}/" in feed.replace("\r\n ", "") and equipment.slug not in feed.replace("\r\n ", "")
