"""How far a delegation is, from facts alone, and what it still owes by when. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from eventmgr.event.delegations.models import Delegation, DelegationPlan, Due, Liaison, PaperState
from eventmgr.event.delegations.switch import EXCHANGE_PAPERS
from eventmgr.event.events.derived.opening import closing_instant
from eventmgr.event.events.models import Event
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _l

LINK_DAYS = 14
"""So many days after the event links end where nothing else was set."""


class Standing(LabelledEnum):
    """How far a delegation is; the furthest step that a fact proves."""

    NO_LIAISON = "no_liaison", _l("no liaison"), Tone.NO
    NOT_INVITED = "not_invited", _l("not yet invited"), Tone.NO
    INVITED = "invited", _l("invited"), Tone.WAIT
    OPENED = "opened", _l("invitation opened"), Tone.WAIT
    CONFIRMED = "confirmed", _l("will attend"), Tone.WAIT
    BEGUN = "begun", _l("list begun"), Tone.WAIT
    COMPLETE = "complete", _l("list complete"), Tone.OK
    CHANGED = "changed", _l("changed since complete"), Tone.ON
    DECLINED = "declined", _l("will not attend"), Tone.OFF


@dataclass(frozen=True)
class Facts:
    """What is known of a delegation."""

    liaison: Liaison | None = None
    deputy: Liaison | None = None
    delegation: Delegation | None = None
    listed: int = 0
    """People of the unit whose registration stands."""
    newest_at: datetime | None = None
    """When the last of them came onto a list that was complete."""
    paper: PaperState | None = None
    """Where its exchange paper stands; None: there is none."""

    @property
    def people(self) -> tuple[Liaison, ...]:
        """Its liaison and deputy, as far as there are."""
        return tuple(one for one in (self.liaison, self.deputy) if one is not None)

    @property
    def invited_at(self) -> datetime | None:
        """When the first of them was invited."""
        return min((one.invited_at for one in self.people if one.invited_at is not None), default=None)

    @property
    def opened_at(self) -> datetime | None:
        """When the first of them opened the page."""
        return min((one.opened_at for one in self.people if one.opened_at is not None), default=None)

    @property
    def takes_part(self) -> bool | None:
        """What it has said; None: nothing."""
        return self.delegation.takes_part if self.delegation is not None else None

    @property
    def completed_at(self) -> datetime | None:
        """When its list was said to be complete."""
        return self.delegation.completed_at if self.delegation is not None else None

    @property
    def changed_at(self) -> datetime | None:
        """When its list changed after that, as far as it is known when."""
        said = self.delegation.list_changed_at if self.delegation is not None else None
        known = [at for at in (said, self.newest_at) if at is not None and self.completed_at and at > self.completed_at]
        return max(known, default=None)

    @property
    def is_changed(self) -> bool:
        """Whether the list is no longer what was said to be complete."""
        if self.delegation is None or not self.completed_at:
            return False
        return self.changed_at is not None or self.listed != self.delegation.completed_people


def standing_of(facts: Facts) -> Standing:
    """How far the delegation is. People may be listed whom nobody of the unit has entered: they register by
    themselves."""
    steps = (
        (facts.takes_part is False, Standing.DECLINED),
        (facts.is_changed, Standing.CHANGED),
        (facts.completed_at, Standing.COMPLETE),
        (facts.listed, Standing.BEGUN),
        (facts.takes_part, Standing.CONFIRMED),
        (facts.opened_at, Standing.OPENED),
        (facts.invited_at, Standing.INVITED),
        (facts.people, Standing.NOT_INVITED),
    )
    return next((standing for holds, standing in steps if holds), Standing.NO_LIAISON)


def owed_by(facts: Facts) -> frozenset[Due]:
    """What the delegation has not done yet."""
    owed = set()
    if facts.takes_part is None and not facts.completed_at:
        owed.add(Due.CONFIRM)
    if facts.takes_part is not False and not facts.completed_at:
        owed.add(Due.LIST)
    if facts.takes_part is not False and facts.paper in (None, PaperState.RETURNED):
        owed.add(Due.PAPER)
    return frozenset(owed)


def dues_of(event: Event) -> list[Due]:
    """What delegations of the event can owe at all."""
    return [due for due in Due if due is not Due.PAPER or is_on(EXCHANGE_PAPERS, event)]


def deadlines_of(event: Event, plan: DelegationPlan | None, delegation: Delegation | None) -> dict[Due, datetime]:
    """What is due when for one delegation: its own deadlines before the event's."""
    dues = {}
    for due in dues_of(event):
        set_by = (getattr(row, due.column) for row in (delegation, plan) if row is not None)
        at = next(filter(None, set_by), closing_instant(event) if due is Due.LIST else None)
        if at is not None:
            dues[due] = at
    return dues


def changing_until(event: Event, plan: DelegationPlan | None) -> datetime:
    """Until when liaisons correct, substitute and withdraw people: as set, else as participants do it themselves."""
    own = event.changes_close_at
    return (plan.changes_until if plan else None) or (min(own, event.ends_at) if own else event.ends_at)


def next_due(deadlines: Mapping[Due, datetime], owed: frozenset[Due]) -> tuple[Due, datetime] | None:
    """The first deadline that concerns something it has not done yet, even if it has passed."""
    open_ones = sorted(((at, due.value, due) for due, at in deadlines.items() if due in owed))
    return (open_ones[0][2], open_ones[0][0]) if open_ones else None
