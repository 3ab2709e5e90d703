"""The page that makes an address and says what to do with it."""

import re
from html import unescape

import pytest

from eventmgr.calendars.programs import PROGRAMS
from tests.calendars.feeds import uids
from tests.factories import make_event


def address_on(page: str) -> str:
    found = re.search(r'id="address" value="([^"]+)"', page)
    assert found is not None
    return unescape(found[1])


def test_without_a_choice_the_address_is_that_of_everything(client):
    page = client.get("/subscribe/?lang=en").text

    assert address_on(page) == "http://localhost/calendar.ics?lang=en"
    assert 'href="webcal://localhost/calendar.ics?lang=en"' in page


def test_chosen_filters_make_an_address_that_keeps_them_in_order_and_works(client):
    event = make_event(province_code="310000")
    make_event(province_code="420000")

    page = client.get("/subscribe/?lang=en&to=&kind=seminar&province=310000&sector=&from=2026-01-01&spoken=zh").text
    address = address_on(page)

    assert address == "http://localhost/calendar.ics?province=310000&kind=seminar&from=2026-01-01&lang=zh"
    assert uids(client.get(address.removeprefix("http://localhost"))) == [event.uid]


def test_one_events_calendar_can_be_asked_for(client):
    event = make_event()

    page = client.get(f"/subscribe/?lang=en&event={event.slug}").text

    assert address_on(page) == f"http://localhost/events/{event.slug}/calendar.ics?lang=en"
    assert client.get("/subscribe/?event=none-such").status_code == 404


@pytest.mark.parametrize("query", ["province=999999", "kind=party", "spoken=fr", "from=soon"])
def test_what_is_not_known_is_refused(client, query):
    assert client.get(f"/subscribe/?{query}").status_code == 400


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_program_is_explained_in_both_languages(client, lang):
    page = client.get(f"/subscribe/?lang={lang}").text

    assert [program.key for program in PROGRAMS if f'id="{program.key}"' not in page] == []
    assert ("打开" in page, "Open the calendar" in page) == (lang == "zh", lang == "en")


def test_the_page_is_kept_and_costs_few_statements(client, count_statements):
    with count_statements() as first:
        client.get("/subscribe/")
    with count_statements() as second:
        client.get("/subscribe/")

    assert (len(first) <= 12, second) == (True, [])
