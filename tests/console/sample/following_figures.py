"""What numbers of tables of figures must be: those of the pages and lists to which they lead."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zlib import crc32

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.registration.counting.figures import FIGURES
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState
from eventmgr.programme.checkin.acts.kinds import CheckinKind
from eventmgr.programme.checkin.models import CheckinAct
from tests.console.sample.following import listed, rows_behind
from tests.console.sample.numbers_on_pages import Marked, rows_of

_OF_LIST = ("unit", "province", "sector", "role", "size", "topic")
_SHARE = 6
"""One in so many is followed: each leads to a page of its own."""


def asked_at(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def is_far(seen: Any) -> bool:
    """Tables have hundreds of numbers: some of each are enough."""
    return "/figures/" in seen.address and crc32(seen.mark.href.encode()) % _SHARE != 0 and bool(seen.mark.href)


def over_events(seen: Any) -> float:
    """The numbers of one measure in the table to which it leads, added up; what leads nowhere is nothing."""
    if not seen.mark.href:
        return 0
    measure = asked_at(seen.mark.href)["measure"]
    page = seen.walk.read(seen.mark.href)
    marks = [Marked(node) for node in page.nodes() if "data-figure" in node.attributes and _is_in_body(node)]
    return sum(mark.number for mark in marks if measure in (mark.key, asked_at(mark.href).get("measure")))


def _is_in_body(node: Any) -> bool:
    tags = [one.tag for one in node.above()]
    return "tbody" in tags


def no_show(seen: Any) -> float:
    """Missing in percent of expected, in its line; over several events the line also has events to come."""
    if "/manage/figures/" in seen.address:
        return float(seen.mark.number)
    line = next(node for node in seen.mark.node.above() if node.tag == "tr")
    numbers = {
        mark.key: mark.number for node in line.walk() if "data-figure" in node.attributes for mark in [Marked(node)]
    }
    return round(100 * numbers["missing"] / numbers["expected"], 1)


def reach(seen: Any, column: int) -> float:
    """Different provinces or delegations of the people whom the table counts."""
    if "/manage/figures/" in seen.address:
        return float(seen.mark.number)
    asked = asked_at(seen.address)
    measure = asked.get("measure", "expected")
    narrow = {name: asked[name] for name in _OF_LIST if name in asked}
    assert measure in FIGURES
    rows = seen.walk.once(rows_behind, listed(seen.slug, measure, **narrow))
    return len({row[column] for row in rows} - {""})


def _firsts(seen: Any) -> dict[int, datetime]:
    """Registration → when it came first on the list and the day of a number; nobody of the sample has gone out again."""
    listed_on = int(seen.mark.of["list"]) or None
    acts = db.session.query(CheckinAct).filter_by(event_id=seen.event.id, list_id=listed_on, kind=CheckinKind.IN)
    day = seen.mark.of.get("day") or seen.mark.of["at"][:10]
    firsts: dict[int, datetime] = {}
    for act in acts.order_by(CheckinAct.at.desc()):
        there = act.at + timedelta(hours=8)
        if f"{there:%Y-%m-%d}" == day:
            firsts[act.registration_id] = there
    staff = db.session.query(Registration.id).filter_by(event_id=seen.event.id, role=Role.STAFF)
    return {number: at for number, at in firsts.items() if number not in {row.id for row in staff}}


def came(seen: Any) -> int:
    """Who came first in the half hour, or on the day."""
    firsts = _firsts(seen)
    if "day" in seen.mark.of:
        return len(firsts)
    begins = datetime.fromisoformat(seen.mark.of["at"])
    spans = [begins <= at.replace(tzinfo=begins.tzinfo) < begins + timedelta(minutes=30) for at in firsts.values()]
    return sum(spans)


def here(seen: Any) -> int:
    """Who had come by the end of the half hour."""
    begins = datetime.fromisoformat(seen.mark.of["at"])
    return sum(at.replace(tzinfo=begins.tzinfo) < begins + timedelta(minutes=30) for at in _firsts(seen).values())


def met(seen: Any) -> int:
    """The rows to which a number of meetings or of organizations that met leads; of the page of rows those that stand there."""
    if seen.mark.href:
        return int(seen.rows_there())
    return sum(len(rows_of(top)) for top in seen.page.tops)


def meetings(seen: Any) -> int:
    """The same; of all of the event those that are marked as held."""
    asked = {*asked_at(seen.mark.href or seen.address)} - {"measure", "lang"}
    if not asked:
        return db.session.query(Meeting).filter_by(event_id=seen.event.id, state=MeetingState.HELD).count()
    return met(seen)


FIGURE_NUMBERS = {
    "figures_came": came,
    "figures_here": here,
    "figures_invitees": met,
    "figures_meetings": meetings,
    "figures_met": met,
    "figures": over_events,
    "no_show": no_show,
    "figures_smes": lambda seen: float(seen.mark.number),
    "figures_shared": lambda seen: float(seen.mark.number),
    "figures_provinces": lambda seen: reach(seen, 1),
    "figures_delegations": lambda seen: reach(seen, 0),
}
