"""The verbs of the day."""

from eventmgr.matchmaking.meeting_day.services.absences import away, late, left, never_came, several, tables_lost
from eventmgr.matchmaking.meeting_day.services.arriving import Newcomer, request_at_desk, walk_in
from eventmgr.matchmaking.meeting_day.services.marking import arrived, held, missed, started
from eventmgr.matchmaking.meeting_day.services.offers import answer_offer, offer, withdraw_offer
from eventmgr.matchmaking.meeting_day.services.repairs import StaleRepair, apply_repair, keep_proposal, undo_repair
from eventmgr.matchmaking.meeting_day.services.results import Details, tell_result
from eventmgr.matchmaking.meeting_day.services.screens import add_screen, revoke_screen
from eventmgr.matchmaking.meeting_day.services.telling import KeyTaken, Sent
from eventmgr.matchmaking.meeting_day.services.undoing import undo_act

__all__ = [
    "Details",
    "KeyTaken",
    "Newcomer",
    "Sent",
    "StaleRepair",
    "add_screen",
    "answer_offer",
    "apply_repair",
    "arrived",
    "away",
    "held",
    "keep_proposal",
    "late",
    "left",
    "missed",
    "never_came",
    "offer",
    "request_at_desk",
    "revoke_screen",
    "several",
    "started",
    "tables_lost",
    "tell_result",
    "undo_act",
    "undo_repair",
    "walk_in",
    "withdraw_offer",
]
