"""The verbs of deals: recorded, corrected, one stage further, ended, opened again, proved, measured, deleted."""

from eventmgr.matchmaking.outcomes.deals.services.advancing import advance, end, reopen, step_back
from eventmgr.matchmaking.outcomes.deals.services.measuring import put_metric, remove_metric
from eventmgr.matchmaking.outcomes.deals.services.noting import note_export, note_taken
from eventmgr.matchmaking.outcomes.deals.services.planning import Plan, copy_plan, plan_of, set_plan
from eventmgr.matchmaking.outcomes.deals.services.proving import add_evidence, remove_evidence
from eventmgr.matchmaking.outcomes.deals.services.recording import correct, delete, hold_deal, record_deal, set_amount

__all__ = [
    "Plan",
    "add_evidence",
    "advance",
    "copy_plan",
    "correct",
    "delete",
    "end",
    "hold_deal",
    "note_export",
    "note_taken",
    "plan_of",
    "put_metric",
    "record_deal",
    "remove_evidence",
    "remove_metric",
    "reopen",
    "set_amount",
    "set_plan",
    "step_back",
]
