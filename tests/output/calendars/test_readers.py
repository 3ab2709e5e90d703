"""What five foreign readers see of feeds and mail on the way of one event: the ten conditions of docs/formats/calendars.md."""

import re
from datetime import timedelta
from typing import Any

import icalendar
import pytest

from eventmgr.event.agenda import services as agenda
from eventmgr.event.events import services as events
from eventmgr.event.registration.deciding.services.decisions import restore, withdraw
from eventmgr.ground.db import transaction
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE
from tests.event.registration.mailed_entries import REASON, make_ready
from tests.event.registration.registering import register
from tests.factories import NOON, make_item
from tests.output.calendars.as_written import as_written
from tests.output.calendars.feeds import personal_address
from tests.output.calendars.mailbox import list_letters_after
from tests.output.calendars.readers import ALL, read


@pytest.fixture
def bodies(client, frozen) -> dict[str, bytes]:
    """Step → calendar, by feed and by mail, in the order in which they were told."""
    event = make_ready(title={"zh": "东部与中南部制造业智能化转型经验交流；专题研讨会，第二期"}, agenda_published=True)
    kept, removed = make_item(event), make_item(event)
    place, told = register(event), {}
    steps: list[tuple[str, Any]] = [
        ("removed", lambda act: agenda.remove_item(event, removed, act=act)),
        ("renamed", lambda act: events.edit(event, {"title": {"zh": "新题目"}}, act=act)),
        ("postponed", lambda act: events.postpone(event, REASON, act=act)),
        ("moved", lambda act: events.edit(event, later(event), act=act, move_agenda=True)),
        ("published", lambda act: events.publish(event, act=act)),
        ("withdrawn", lambda act: withdraw(event, place, act=act)),
        ("restored", lambda act: restore(event, place, act=act)),
        ("cancelled", lambda act: events.cancel(event, REASON, act=act)),
    ]
    for number, (step, verb) in enumerate(steps):
        with transaction():
            verb(Act(OFFICE, NOON + timedelta(minutes=number)))
        for name, address in {
            "public": "/calendar.ics?lang=zh",
            "event": f"/events/{event.slug}/calendar.ics?lang=zh&deadlines=1",
            "personal": personal_address(place),
        }.items():
            told[f"{step}, {name}"] = client.get(address).data
    specs = [spec for letter in list_letters_after() for spec in letter.attachments if "content" in spec]
    told |= {f"mail {number}, {spec['type'][-7:]}": spec["content"].encode() for number, spec in enumerate(specs)}
    assert kept.uid.encode() in told["removed, event"]
    return told


def later(event):
    return {"starts_at": event.starts_at + timedelta(days=30), "ends_at": event.ends_at + timedelta(days=30)}


def in_one(bodies: dict[str, bytes]) -> bytes:
    """One calendar of all, each entry under a UID of its own: readers keep one entry a UID, and each call costs a start."""
    first = next(iter(bodies.values()))
    zone = re.search(rb"BEGIN:VTIMEZONE.*?END:VTIMEZONE\r\n", first, re.DOTALL)
    assert zone is not None
    entries = [
        entry.replace(b"\r\nUID:", b"\r\nUID:%d-" % number)
        for number, body in enumerate(bodies.values())
        for entry in re.findall(rb"BEGIN:VEVENT.*?END:VEVENT\r\n", body, re.DOTALL)
    ]
    return first.partition(b"BEGIN:VTIMEZONE")[0] + zone[0] + b"".join(entries) + b"END:VCALENDAR\r\n"


@pytest.mark.one_engine
def test_every_reader_sees_of_every_feed_and_message_what_was_written(bodies):
    whole = in_one(bodies)
    written = [as_written(entry) for entry in icalendar.Calendar.from_ical(whole).walk("VEVENT")]

    for reader in ALL:
        assert read(reader, whole) == written, reader

    by_step = {step: entries_of(body) for step, body in bodies.items()}
    mailed = [by_step[step][0] for step in by_step if step.startswith("mail")]
    assert [step.partition(", ")[2] for step in by_step if step.startswith("mail")] == [
        *("REQUEST", "REQUEST", "REQUEST", "REQUEST", "REQUEST", "=CANCEL", "REQUEST", "=CANCEL"),
    ]
    assert [int(one["SEQUENCE"]) for one in mailed] == sorted({int(one["SEQUENCE"]) for one in mailed})
    assert {str(one["ORGANIZER"]) for one in mailed} == {str(mailed[0]["ORGANIZER"])}
    for entries in by_step.values():
        for entry in entries:
            is_gone = str(entry["STATUS"]) == "CANCELLED"
            assert str(entry["SUMMARY"]).startswith("已取消：") is is_gone


def entries_of(body: bytes) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(body).walk("VEVENT")
