"""Last days of offers and of applications for subsidies are in a calendar by filter; what is withdrawn is told."""

from __future__ import annotations

from datetime import timedelta

import icalendar
import pytest

from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.matchmaking.listings import services
from eventmgr.matchmaking.listings.models import Listing, ListingKind, ListingState
from eventmgr.tools.log.services import SYSTEM, Act
from tests.exchange.investment.factories import make_offer
from tests.factories import NOON
from tests.matchmaking.factories import make_matchmaking

pytestmark = pytest.mark.usefixtures("frozen", "database")
ADDRESS = "/investment/offers.ics"
SOON = NOON.date() + timedelta(days=9)


def entries(client, asked=""):
    answer = client.get(f"{ADDRESS}{asked}")
    assert answer.status_code == 200
    return {str(one["UID"]): one for one in icalendar.Calendar.from_ical(answer.data).walk("VEVENT")}


def change(verb, offer, *things):
    with transaction():
        services.lock_board(None)
        verb(None, db.session.get(Listing, offer.id), *things, act=Act(SYSTEM, clock.now()))


def test_last_days_of_published_offers_are_there_by_filter(client):
    park = make_offer("苏园", valid_until=SOON)
    subsidy = make_offer("皖补", ListingKind.SUBSIDY, province="340000", details={"apply_by": SOON.isoformat()})
    make_offer("没有期限")
    make_offer("待审", valid_until=SOON, state=ListingState.SUBMITTED, published_at=None)
    make_offer("保密", valid_until=SOON, confidential=True)

    assert set(entries(client)) == {f"valid-listing-{park.id}@eventmgr", f"apply-listing-{subsidy.id}@eventmgr"}
    [told] = entries(client, "?province=340000&lang=zh").values()
    assert ("皖补" in str(told["SUMMARY"]), str(told["URL"]).endswith(f"/listings/{subsidy.id}/")) == (True, True)
    assert told["DTEND"].dt.astimezone(NOON.tzinfo).date() == SOON
    assert client.get(f"{ADDRESS}?x=1").status_code == 400
    assert f'href="{ADDRESS}' in client.get("/investment/").text


def test_the_calendar_is_not_sent_twice_and_says_what_was_withdrawn_without_its_name(client, frozen):
    offer = make_offer("苏园", valid_until=SOON)
    first = client.get(ADDRESS)
    assert client.get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    before = entries(client)
    frozen.shift(timedelta(hours=1))

    change(services.withdraw, offer)

    after = entries(client)
    [uid] = before
    assert (str(after[uid]["STATUS"]), "苏园" in str(after[uid]["SUMMARY"])) == ("CANCELLED", False)
    assert after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"]
    assert after[uid]["DTSTART"].dt == before[uid]["DTSTART"].dt
    frozen.shift(timedelta(hours=1))
    change(services.put_out_again, offer)
    assert str(entries(client)[uid]["STATUS"]) == "CONFIRMED"


def test_a_deadline_of_an_event_is_the_same_entry_in_its_calendar_and_in_this_one(client):
    event = make_matchmaking()
    make_offer("会上补贴", ListingKind.SUBSIDY, event_id=event.id, details={"apply_by": SOON.isoformat()})

    here = client.get(ADDRESS).data
    there = client.get(f"/events/{event.slug}/listings.ics").data

    (one,), (other,) = ([*icalendar.Calendar.from_ical(body).walk("VEVENT")] for body in (here, there))
    assert one.to_ical() == other.to_ical()
    assert client.get(ADDRESS).data == here
