from datetime import timedelta

import icalendar
import pytest

from eventmgr.tools.ical import Attendee, invitation
from tests.tools.ical.entries import NOON, make_entry

WANG = Attendee('王"小明": ;^', "wang@example.com")


def make_invited(**values):
    return make_entry(organizer_name="会务组, 上海", organizer_email="office@example.com", **values)


def only(body: bytes) -> tuple[icalendar.Calendar, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(body)
    (entry,) = calendar.walk("VEVENT")
    return calendar, entry


def test_a_request_names_both_sides_and_counts_as_accepted():
    calendar, entry = only(invitation(make_invited(), attendee=WANG))

    assert calendar["METHOD"] == "REQUEST"
    assert (entry["ORGANIZER"], entry["ATTENDEE"]) == ("mailto:office@example.com", "mailto:wang@example.com")
    assert (entry["ORGANIZER"].params["CN"], entry["ATTENDEE"].params["PARTSTAT"]) == ("会务组, 上海", "ACCEPTED")
    assert entry["ATTENDEE"].params["CN"] == WANG.name
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]


def test_a_queue_entry_is_tentative():
    _calendar, entry = only(invitation(make_invited(status="TENTATIVE"), attendee=WANG))

    assert (entry["STATUS"], entry["ATTENDEE"].params["PARTSTAT"]) == ("TENTATIVE", "TENTATIVE")


def test_taking_back_cancels_the_same_uid_and_the_later_stamp_wins():
    first = invitation(make_invited(sequence=4), attendee=WANG, stamp=NOON)
    then = invitation(make_invited(sequence=4), method="CANCEL", attendee=WANG, stamp=NOON + timedelta(hours=1))

    (_calendar, asked), (calendar, taken) = only(first), only(then)

    assert (calendar["METHOD"], taken["STATUS"]) == ("CANCEL", "CANCELLED")
    assert (asked["UID"], asked["SEQUENCE"]) == (taken["UID"], taken["SEQUENCE"])
    assert (asked["DTSTAMP"].dt, taken["DTSTAMP"].dt) == (NOON, NOON + timedelta(hours=1))
    assert taken["LAST-MODIFIED"].dt == asked["LAST-MODIFIED"].dt


def test_what_is_published_asks_nobody():
    calendar, entry = only(invitation(make_invited(), method="PUBLISH", attendee=WANG))

    assert (calendar["METHOD"], "ATTENDEE" in entry, "ORGANIZER" in entry) == ("PUBLISH", False, False)


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_nobody_is_asked_by_nobody(method):
    with pytest.raises(ValueError):
        invitation(make_invited(), method=method)
    with pytest.raises(ValueError):
        invitation(make_entry(), method=method, attendee=WANG)


def test_lines_of_people_are_folded_too():
    body = invitation(make_invited(), attendee=Attendee("张" * 60, "zhang@example.com"))

    assert max(map(len, body.split(b"\r\n"))) <= 75
