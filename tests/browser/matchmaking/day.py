"""The day: twelve do not come; what moves is looked at, applied, undone, applied again; calendars follow."""

from __future__ import annotations

from datetime import datetime, timedelta

from playwright.sync_api import expect
from sqlalchemy import select

from eventmgr.ground import clock
from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_plans.queries import list_blocks
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState
from tests.browser.matchmaking.cast import MANAGE, Walk
from tests.browser.matchmaking.feeds import Seen, of_first, read_all
from tests.soak import TIMES

DAY = f"{MANAGE}/matchmaking/day/"
GONE = 12
_SECOND_ROUND = timedelta(minutes=27)


def repair(walk: Walk, tapped: tuple[int, int], before: dict[int, dict[str, Seen]]) -> None:
    """In the second round twelve are reported as gone; the proposal is a difference of the timetable, and so are the calendars.

    Args:
        before: what all calendars say in the morning.
    """
    with walk.inside() as event:
        begins = min(block.starts_at for block in list_blocks(event.id))
    walk.house.move_to(begins + _SECOND_ROUND)
    walk.enter()
    walk.house.work()
    gone = _absent(walk, tapped)
    _report(walk, gone)
    rows = _propose(walk)
    _apply(walk)
    assert {_state_of(walk, party) for party in gone} == {"CANCELLED"}
    office = walk.office
    office.press(office.button("撤销调整，保留情况登记", "Undo it, keep what was reported"))
    walk.house.work()
    assert {_state_of(walk, party) for party in gone} == {"CONFIRMED"}
    assert office.page.locator("#repair tbody tr[data-row]").count() == GONE
    assert _propose(walk) == rows
    _apply(walk)
    assert len(_changed(before, read_all(walk, by_both=bool(TIMES)))) == rows


def _state_of(walk: Walk, party: int) -> str:
    """How the last entry of the organization's calendar stands."""
    return max(of_first(walk, party).values(), key=lambda entry: entry.starts).status


def _absent(walk: Walk, tapped: tuple[int, int]) -> list[int]:
    """Twelve with meetings still to come, none of which the tapped two meet."""
    with walk.inside() as event:
        meetings = [
            (row.asker_id, row.asked_id)
            for row in db.session.execute(
                select(MeetingRequest.asker_id, MeetingRequest.asked_id)
                .join(Meeting, Meeting.request_id == MeetingRequest.id)
                .where(
                    Meeting.event_id == event.id,
                    Meeting.state != MeetingState.CANCELLED,
                    Meeting.starts_at > clock.now(),
                )
            )
        ]
    near = {party for pair in meetings if set(pair) & set(tapped) for party in pair} | set(tapped)
    there = {party for pair in meetings for party in pair}
    return sorted(there - near)[:GONE]


def _report(walk: Walk, gone: list[int]) -> None:
    """The first is found by its name, as everybody at the desk does."""
    office = walk.office
    office.go(DAY)
    for number, party in enumerate(gone):
        if number == 0:
            office.page.locator("#day-q").fill(walk.name(party, office)[2:8])
            office.press(office.page.locator("form[role=search] [type=submit]"))
            office.press(office.page.locator(f"a[href$='/day/parties/{party}/']"))
        else:
            office.page.goto(f"{DAY}parties/{party}/")
        with office.page.expect_navigation():
            office.page.locator("form[action$='/left'] [type=submit]").click()
    rows = office.look().locator("#repair tbody tr[data-row]")
    expect(rows).to_have_count(GONE)
    expect(rows.first).to_contain_text(walk.name(gone[0], office))


def _propose(walk: Walk) -> int:
    """How many meetings the proposal names; each with its reason."""
    office = walk.office
    office.press(office.button("查看调整方案", "Show the proposal"))
    rows = office.page.locator("main tbody tr[data-row]")
    reasons = office.page.locator("main tbody tr[data-row] > td:last-child").all_inner_texts()
    assert all(reasons)
    tallies = office.page.locator("main dl dd:has([data-figure=meeting_moves])").all()  # a sum, then its kinds
    broken, others = (int(one.locator("[data-figure=meeting_moves]").first.inner_text()) for one in tallies)
    assert broken > GONE
    assert rows.count() == broken + others
    return rows.count()


def _apply(walk: Walk) -> None:
    """One tap; as many e-mails as the page has said."""
    office = walk.office
    readers = office.figure("day_readers")
    sent = len(walk.house.peer.accepted)
    office.press(office.button("执行方案", "Apply the proposal"))
    walk.house.work()
    assert len(walk.house.peer.accepted) - sent == readers


def _changed(before: dict[int, dict[str, Seen]], after: dict[int, dict[str, Seen]]) -> set[str]:
    """UIDs that read otherwise: applied, undone and applied again, the number of each has risen as often as its reader was told; all
    others say what they said."""
    changed = set()
    for number, entries in after.items():
        for uid, entry in entries.items():
            was = before[number].get(uid)
            if entry != was:
                changed.add(uid)
                assert was is None or was.sequence < entry.sequence <= was.sequence + 3
    return changed


def meeting_of(walk: Walk, tapped: tuple[int, int]) -> tuple[int, datetime]:
    """Number and beginning of the meeting of the two."""
    with walk.inside() as event:
        pair = MeetingRequest.asker_id.in_(tapped), MeetingRequest.asked_id.in_(tapped)
        query = select(Meeting.id, Meeting.starts_at).join(MeetingRequest, Meeting.request_id == MeetingRequest.id)
        found = db.session.execute(query.where(Meeting.event_id == event.id, *pair)).one()
        return found[0], found[1]
