"""The phone of whoever keeps some tables: who is due, who has come, that it began, was held or missed."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.models import Event
from eventmgr.event.registration.own_page.views.page import private
from eventmgr.ground import clock
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_day import services
from eventmgr.matchmaking.meeting_day.access import act_of_host, screen_for
from eventmgr.matchmaking.meeting_day.floor.calls import Shown
from eventmgr.matchmaking.meeting_day.floor.reading import Floor, floor_of
from eventmgr.matchmaking.meeting_day.forms import new_key, sent_by
from eventmgr.matchmaking.meeting_day.models import DayAct, MeetingScreen, ScreenKind
from eventmgr.matchmaking.meeting_day.queries import get_meeting, list_meetings_at
from eventmgr.matchmaking.meeting_day.services import Sent
from eventmgr.matchmaking.meeting_day.views.answers import told
from eventmgr.matchmaking.meeting_day.views.hall import is_of
from eventmgr.matchmaking.timetables.models import Meeting, MissedBy
from eventmgr.tools.log.services import Act
from eventmgr.tools.web.requests.accepted import without_token

bp = Blueprint("meetings_host", __name__, url_prefix="/matchmaking/host/<token>")


@bp.route("/")
def show(token: str) -> ResponseReturnValue:
    """The tables of this round, of the one before and of the next."""
    screen, event = screen_for(token, ScreenKind.HOST)
    floor = floor_of(event, at=clock.now())
    html = render_template(
        "matchmaking/meeting_day/host.html",
        screen=screen,
        event=event,
        rounds=rounds_of(floor, screen),
        to={"endpoint": "meetings_host.mark", "token": token},
        **host_values(floor),
    )
    return private(html)


@bp.route("/<int:meeting_id>", methods=["POST"])
@without_token
def mark(token: str, meeting_id: int) -> ResponseReturnValue:
    """`mark` is what is said of the meeting."""
    screen, event = screen_for(token, ScreenKind.HOST)
    meeting = get_meeting(event, meeting_id)
    floor = floor_of(event, at=clock.now())
    if not is_of(screen, floor.of_meetings([meeting])[0].table):
        raise NotFound(_("This event has no such meeting."))
    home = url_for("meetings_host.show", token=token, _anchor=f"meeting-{meeting_id}")
    return marked(event, meeting, f"host:{screen.id}", home, act_of_host(screen))


def host_values(floor: Floor) -> dict[str, object]:
    """What the template of the tables needs beside its rounds."""
    return {
        "floor": floor,
        "clock": floor.clock,
        "key": new_key(),
    }


def rounds_of(
    floor: Floor, screen: MeetingScreen | None, *, first: int = 0, last: int = 0
) -> list[tuple[object, list[Shown]]]:
    """(slot, meetings by table) of the round before, this one and the next, of the tables of the screen."""
    shown = floor.clock.shown
    before = [slot for slot in floor.slots if slot.ends_at <= floor.at][-1:]
    slots = [*before, *shown]
    rows = floor.of_meetings(list_meetings_at(floor.event.id, [slot.starts_at for slot in slots]))
    if screen is not None:
        rows = [row for row in rows if is_of(screen, row.table)]
    else:
        rows = [
            row for row in rows if row.table is not None and first <= row.table.number <= (last or row.table.number)
        ]
    rows.sort(key=lambda row: row.table.number if row.table else 0)
    return [(slot, [row for row in rows if row.meeting.starts_at == slot.starts_at]) for slot in slots]


def marked(event: Event, meeting: Meeting, teller: str, home: str, act: Act) -> ResponseReturnValue:
    """Do what the post says of the meeting: arrived_asker, arrived_asked, started, held, or missed by one or both."""
    mark = request.form.get("mark", "")
    sent = sent_by(teller, meeting.id, mark)
    work = _marks(event, meeting, sent, act).get(mark)
    if work is None:
        raise Refusal(_("“%(value)s” is not a valid mark. Use one of the buttons.", value=mark[:40]))
    return told(work, home, _("Recorded."))


def _marks(event: Event, meeting: Meeting, sent: Sent, act: Act) -> dict[str, Callable[[], DayAct]]:
    return {
        "arrived_asker": lambda: services.arrived(event, meeting, "asker", sent, act=act),
        "arrived_asked": lambda: services.arrived(event, meeting, "asked", sent, act=act),
        "started": lambda: services.started(event, meeting, sent, act=act),
        "held": lambda: services.held(event, meeting, sent, act=act),
        "missed_asker": lambda: services.missed(event, meeting, MissedBy.ASKER, sent, act=act),
        "missed_asked": lambda: services.missed(event, meeting, MissedBy.ASKED, sent, act=act),
        "missed_both": lambda: services.missed(event, meeting, MissedBy.BOTH, sent, act=act),
    }
