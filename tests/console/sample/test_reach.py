"""From how many provinces people come: one rule, said by five pages and papers."""

from __future__ import annotations

import re
from datetime import date

import pytest

from eventmgr.console.sample import queries
from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.events import others
from eventmgr.console.sample.people.roster import SEMINAR
from eventmgr.event.registration.counting.queries import count_people
from eventmgr.ground.features import Printing
from eventmgr.ground.i18n import speaking
from eventmgr.output.papers import queries as reports
from eventmgr.output.papers.summing_up import get_summary
from tests.factories import make_admin, make_event, make_person, make_registration


def said(page: str, pattern: str) -> tuple[int, ...]:
    """The figures of the one sentence of a page that says them."""
    found = re.findall(pattern, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))
    assert len(found) == 1, (pattern, found)
    return tuple(int(number) for number in (found[0] if isinstance(found[0], tuple) else (found[0],)))


def five_answers(client, sign_in, event) -> dict[str, int]:
    """What each of the five says."""
    with speaking("en"):
        roster = reports.get_roster(event, "en").provinces
        summary = get_summary(event, "en", Printing()).provinces
    public = f"/events/{event.slug}/"
    shown = client.get(f"{public}?lang=en").get_data(as_text=True)
    participants = client.get(f"{public}participants/?lang=en").get_data(as_text=True)
    sign_in(make_admin())
    figures = client.get(f"/manage/events/{event.slug}/insights/?lang=en").get_data(as_text=True)
    return {
        "roster": roster,
        "summary": summary,
        "event page": said(shown, r"from (\d+) province(?:/region|s/regions) and \d+ delegations?")[0],
        "participants page": said(participants, r"from (\d+) province(?:/region|s/regions) ?\.")[0],
        "insights": said(figures, r"Provinces/ ?regions (\d+) Delegations \d+")[0],
    }


@pytest.fixture
def seminar(database, kept_sample):
    kept_sample()
    found = queries.find_event(SEMINAR)
    assert found is not None
    return found


def test_five_pages_and_papers_name_the_same_number_of_provinces_for_the_sample(client, sign_in, seminar):
    number = count_people([seminar.id])["provinces"].number

    assert set(five_answers(client, sign_in, seminar).values()) == {number}
    assert number == 13


def test_guests_without_a_delegation_count_for_the_province_alone(client, sign_in, database):
    event = make_event()
    for _ in range(3):
        make_registration(event)
        make_registration(event, make_person(), unit_code="", province_code="440000")

    people = count_people([event.id])

    assert (people["provinces"].number, people["delegations"].number) == (2, 1)
    assert set(five_answers(client, sign_in, event).values()) == {2}


def test_a_place_that_is_no_shi_is_not_called_one():
    plans = others.plans(Dates(date(2026, 5, 12)))
    addresses = {plan.city[0]: venue.address[0] for plan in plans for venue in plan.venues}

    assert addresses["香港"] == "香港样例路18号"
    assert [city for city, address in addresses.items() if not address.startswith((f"{city}市", "香港"))] == []
