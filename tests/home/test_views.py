"""The front page, the month, the past."""

from datetime import timedelta

import pytest

from eventmgr.events.models import EventKind, EventStatus
from tests.conftest import client_of
from tests.factories import NOON, make_event, make_registration


def titles(page):
    import re

    return re.findall(r'class="event-title"><a href="/events/([^/]+)/"', page)


def test_coming_events_stand_in_order_and_drafts_do_not(client, frozen):
    later = make_event(starts_at=NOON + timedelta(days=60))
    sooner = make_event(starts_at=NOON + timedelta(days=30))
    make_event(status=EventStatus.DRAFT)
    make_event(starts_at=NOON - timedelta(days=30))
    assert titles(client.get("/").text) == [sooner.slug, later.slug]


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
    assert '<span class="state no">cancelled</span>' in page


def test_a_full_event_says_so(client, frozen):
    event = make_event(capacity=1)
    make_registration(event)
    assert '<span class="state wait">full, waiting list open</span>' in client.get("/?lang=en").text


def test_the_month_shows_an_event_on_each_of_its_days(client, frozen):
    event = make_event()
    page = client.get("/?view=month&month=2026-05").text
    assert page.count(f'href="/events/{event.slug}/"') == 2


def test_past_events_are_latest_first(client, frozen):
    older = make_event(starts_at=NOON - timedelta(days=60), status=EventStatus.FINISHED)
    newer = make_event(starts_at=NOON - timedelta(days=30))
    assert titles(client.get("/past/").text) == [newer.slug, older.slug]


def test_a_long_list_goes_on_where_the_page_before_ended(client, frozen):
    import re

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
