"""Words for what hosts ask, why somebody is in a batch, and what a changed list breaks."""

from __future__ import annotations

from eventmgr.ground.i18n import _l
from eventmgr.programme.study_visits.batching import Fault, Why
from eventmgr.programme.study_visits.models import StopRule

RULES = {
    StopRule.CLOSED_SHOES: _l("Closed shoes, no heels"),
    StopRule.HELMET: _l("Helmet (lent by the host)"),
    StopRule.STATIC: _l("Antistatic clothing (lent by the host)"),
    StopRule.NO_PHOTOS: _l("No photographs or recordings"),
    StopRule.NO_PHONES: _l("Phones are left at the entrance"),
    StopRule.IDENTITY: _l("Identity document needed to enter"),
}
WHY = {
    Why.TOGETHER: _l("together with the delegation"),
    Why.PARTED: _l("the delegation does not fit into one batch"),
    Why.ALONE: _l("where room is left"),
    Why.BY_HAND: _l("chosen by the organizers"),
}
FAULTS = {
    Fault.LEFT: _l("In a batch, but without a place or not admitted by the host"),
    Fault.WITHOUT: _l("In no batch yet"),
    Fault.OVERFULL: _l("Batches larger than the host can take"),
}
