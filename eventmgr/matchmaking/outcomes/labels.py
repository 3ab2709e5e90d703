"""Words for what deals are: stages, types, kinds of amounts, sides, and what was told."""

from __future__ import annotations

from eventmgr.ground.enums import State
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.outcomes.models import AmountKind, DealType, PartyRole, ReportKind, ReportState, Stage, ToldBy

STAGES = {
    Stage.INTENTION: _l("Intention"),
    Stage.AGREEMENT: _l("Framework agreement"),
    Stage.CONTRACT: _l("Contract"),
    Stage.STARTED: _l("Work started"),
    Stage.IN_PRODUCTION: _l("In production"),
    Stage.ENDED: _l("Ended early"),
}
CHAIN = (Stage.INTENTION, Stage.AGREEMENT, Stage.CONTRACT, Stage.STARTED, Stage.IN_PRODUCTION)
"""From the first word to the running works; `ENDED` may follow on any of them."""
TYPES = {
    DealType.INVESTMENT: _l("Investment"),
    DealType.PURCHASE: _l("Purchase and sale"),
    DealType.RESEARCH: _l("Joint research and development"),
    DealType.SERVICE: _l("Technical service"),
    DealType.OTHER: _l("Other cooperation"),
}
KINDS = {
    AmountKind.PLANNED: _l("Planned total investment"),
    AmountKind.FOREIGN: _l("Funds from outside the province"),
    AmountKind.IN_PLACE: _l("Funds in place"),
    AmountKind.CONTRACT: _l("Contract value"),
}
ROLES = {
    PartyRole.A: _l("Initiating side"),
    PartyRole.B: _l("Partner"),
    PartyRole.OTHER: _l("Other side"),
}
TOLD_BY = {
    ToldBy.OFFICE: _l("recorded by the organizers"),
    ToldBy.LINK: _l("reported by a side through its link"),
    ToldBy.MEETING: _l("result of a meeting"),
}
REPORTS = {
    ReportKind.STILL: _l("still at this stage"),
    ReportKind.ADVANCED: _l("has reached a stage"),
    ReportKind.ENDED: _l("has ended early"),
    ReportKind.FUNDS: _l("funds in place"),
}
STATES = {
    Stage.INTENTION: State(STAGES[Stage.INTENTION], "wait"),
    Stage.AGREEMENT: State(STAGES[Stage.AGREEMENT], "wait"),
    Stage.CONTRACT: State(STAGES[Stage.CONTRACT], "on"),
    Stage.STARTED: State(STAGES[Stage.STARTED], "on"),
    Stage.IN_PRODUCTION: State(STAGES[Stage.IN_PRODUCTION], "ok"),
    Stage.ENDED: State(STAGES[Stage.ENDED], "off"),
    ReportState.WAITING: State(_l("To be confirmed"), "wait"),
    ReportState.TAKEN: State(_l("Adopted"), "ok"),
    ReportState.DECLINED: State(_l("Not adopted"), "off"),
}
