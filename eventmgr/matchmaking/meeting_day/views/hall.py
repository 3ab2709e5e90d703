"""The call screen of a hall: big letters, who sits where now and next, and nothing about persons."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.matchmaking.meeting_day.access import screen_for
from eventmgr.matchmaking.meeting_day.floor.calls import Shown
from eventmgr.matchmaking.meeting_day.floor.reading import floor_of
from eventmgr.matchmaking.meeting_day.models import MeetingScreen, ScreenKind
from eventmgr.matchmaking.meeting_plans.models import MeetingTable
from eventmgr.tools.web.responses.answers import for_reader

bp = Blueprint("meetings_screen", __name__, url_prefix="/matchmaking/screen/<token>")


@bp.route("/")
def show(token: str) -> ResponseReturnValue:
    """The whole page; a script puts in what `now` answers."""
    return _answer(token, "matchmaking/meeting_day/screen.html")


@bp.route("/now")
def now(token: str) -> ResponseReturnValue:
    """The part that changes; 304 while nothing does."""
    return _answer(token, "matchmaking/meeting_day/_screen.html")


def _answer(token: str, template: str) -> ResponseReturnValue:
    screen, event = screen_for(token, ScreenKind.CALLS)
    floor = floor_of(event, at=clock.now())
    rows = [row for row in floor.now() if is_of(screen, row.table)]
    html = render_template(
        template,
        screen=screen,
        event=event,
        token=token,
        clock=floor.clock,
        rounds=[(slot, _of_round(rows, slot.starts_at)) for slot in floor.clock.shown],
    )
    answer = make_response(html)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return for_reader(answer)


def is_of(screen: MeetingScreen, table: MeetingTable | None) -> bool:
    """Whether a table belongs to the screen or to the host."""
    if table is None or (screen.hall_id is not None and table.hall_id != screen.hall_id):
        return False
    first, last = screen.first_table, screen.last_table
    return (first is None or table.number >= first) and (last is None or table.number <= last)


def _of_round(rows: list[Shown], starts_at: object) -> list[Shown]:
    found = [row for row in rows if row.meeting.starts_at == starts_at]
    return sorted(found, key=lambda row: row.table.number if row.table else 0)
