"""Words for states and kinds of timetables."""

from __future__ import annotations

from typing import Any

from eventmgr.ground.enums import State
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.meetings.timetables.models import DraftState, MeetingState

DRAFTS = {
    DraftState.QUEUED: State(_l("waiting for a worker"), "wait"),
    DraftState.RUNNING: State(_l("being made"), "wait"),
    DraftState.DONE: State(_l("ready"), "ok"),
    DraftState.STOPPED: State(_l("stopped, with the best so far"), "ok"),
    DraftState.FAILED: State(_l("failed"), "no"),
    DraftState.DISCARDED: State(_l("discarded"), "off"),
}
MEETINGS = {
    MeetingState.PLACED: State(_l("placed in the timetable"), "ok"),
    MeetingState.HELD: State(_l("held"), "ok"),
    MeetingState.MISSED: State(_l("missed"), "no"),
    MeetingState.CANCELLED: State(_l("cancelled"), "off"),
}
STATES: dict[Any, State] = {**DRAFTS, **MEETINGS}
