"""The rows of the board: every invited unit in official order. A handful of statements, however many people there
are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from eventmgr.event.delegations import queries
from eventmgr.event.delegations.board.standing import Facts, Standing, deadlines_of, next_due, owed_by, standing_of
from eventmgr.event.delegations.models import DelegationPlan, Due, Place
from eventmgr.event.delegations.switch import EXCHANGE_PAPERS
from eventmgr.event.events.derived.opening import is_over, types_of
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.queries import get_plan, list_quotas, list_unit_tallies, list_uses_of_unit
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.event.quotas.units import UnitUse, uses
from eventmgr.event.registration.counting.figures import Cube
from eventmgr.event.registration.queries.unit_words import count_recommended
from eventmgr.ground import clock
from eventmgr.ground.features import is_on

SOON = timedelta(days=3)
"""A deadline that is nearer stands out."""


@dataclass(frozen=True)
class Sums:
    """Numbers of one unit, or of several together."""

    quota: int | None
    listed: int
    pending: int
    confirmed: int
    waiting: int
    free: int | None
    over: int
    recommended: int = 0
    offered: int = 0


@dataclass(frozen=True)
class BoardRow:
    """One unit on the board."""

    code: str
    facts: Facts
    standing: Standing
    use: UnitUse
    pending: int
    """People of the unit who await review."""
    owed: frozenset[Due]
    """What it has not done yet, while the event is not over."""
    next_due: tuple[Due, datetime] | None
    has_own_deadline: bool
    """Whether that deadline is the unit's own."""
    reminded_at: datetime | None
    recommended: int = 0
    """People of the unit whom it has recommended, whose registration stands; nought where the event does not ask."""

    @property
    def listed(self) -> int:
        """People of the unit whose registration stands."""
        return self.facts.listed

    @property
    def without_place(self) -> int:
        """So many of those who await review or wait on the list cannot have a place of the quota."""
        return 0 if self.use.left is None else max(0, self.use.asking - self.use.left)

    @property
    def numbers(self) -> Sums:
        """Its numbers, as sums have them; no quota stays none."""
        use = self.use
        return Sums(
            use.quota,
            self.listed,
            self.pending,
            use.used,
            use.waiting,
            use.left,
            use.over,
            self.recommended,
            use.offered,
        )

    def is_behind(self, at: datetime) -> bool:
        """Whether a deadline has passed and what was due is not done."""
        return self.next_due is not None and self.next_due[1] <= at

    def is_soon(self, at: datetime) -> bool:
        """Whether one passes within `SOON`."""
        return self.next_due is not None and at < self.next_due[1] <= at + SOON

    @property
    def last_act(self) -> tuple[str, datetime] | None:
        """(what the unit has done last, when): `opened`, `answered`, `completed` or `changed`."""
        delegation = self.facts.delegation
        known = {
            "opened": self.facts.opened_at,
            "answered": delegation.answered_at if delegation else None,
            "completed": self.facts.completed_at,
            "changed": self.facts.changed_at,
        }
        done = [(at, what) for what, at in known.items() if at is not None]
        return (max(done)[1], max(done)[0]) if done else None


def facts_of(
    event: Event, tallies: list[TallyRow] | None = None, quotas: Mapping[str, int | None] | None = None
) -> dict[str, Facts]:
    """Invited unit → what is known of it, in official order.

    Args:
        tallies, quotas: what `list_unit_tallies` and `list_quotas` say, where they have been asked already.
    """
    rows = list_unit_tallies(event.id) if tallies is None else tallies
    listed = Cube(rows)["standing"].by("unit")
    people = {(one.unit_code, one.place): one for one in queries.list_liaisons(event.id)}
    delegation_of = {one.unit_code: one for one in queries.list_delegations(event.id)}
    newest = queries.list_newest(
        event.id, [code for code, one in delegation_of.items() if one.completed_at is not None]
    )
    papers = queries.list_paper_states(event.id) if is_on(EXCHANGE_PAPERS, event) else {}
    return {
        code: Facts(
            people.get((code, Place.LIAISON)),
            people.get((code, Place.DEPUTY)),
            delegation_of.get(code),
            listed[code],
            newest.get(code),
            papers.get(code),
        )
        for code in uses([], list_quotas(event.id) if quotas is None else quotas)
    }


def board_of(event: Event) -> list[BoardRow]:
    """All invited units in official order."""
    tallies, plan = list_unit_tallies(event.id), queries.find_plan(event.id)
    quotas, reminded = list_quotas(event.id), queries.list_last_chases(event.id)
    unit_uses = uses(tallies, quotas, get_plan(event))
    pending = Cube(tallies)["pending"].by("unit")
    recommended = count_recommended(event.id) if types_of(event).needs_words else {}
    return [
        replace(
            _row(event, plan, code, facts, unit_uses[code], pending[code], reminded),
            recommended=recommended.get(code, 0),
        )
        for code, facts in facts_of(event, tallies, quotas).items()
    ]


def rows_of_unit(unit_code: str, events: Sequence[Event]) -> list[BoardRow]:
    """One unit at several events that invite it, in their order; a handful of statements. What it has recommended is
    not counted."""
    ids = [event.id for event in events]
    known, used = queries.get_of_unit(unit_code, ids), list_uses_of_unit(unit_code, events)
    rows = []
    for event in events:
        use, tallies = used[event.id]
        people = Cube(tallies)
        facts = Facts(
            known.liaisons.get((event.id, Place.LIAISON)),
            known.liaisons.get((event.id, Place.DEPUTY)),
            known.said.get(event.id),
            people["standing"].number,
            known.newest.get(event.id),
            known.papers.get(event.id),
        )
        reminded = {unit_code: known.reminded[event.id]} if event.id in known.reminded else {}
        rows.append(_row(event, known.plans.get(event.id), unit_code, facts, use, people["pending"].number, reminded))
    return rows


def row_of(event: Event, unit_code: str) -> BoardRow:
    """One invited unit, as on the board."""
    recommended = count_recommended(event.id).get(unit_code, 0) if types_of(event).needs_words else 0
    return replace(rows_of_unit(unit_code, [event])[0], recommended=recommended)


def _row(
    event: Event,
    plan: DelegationPlan | None,
    code: str,
    facts: Facts,
    use: UnitUse,
    pending: int,
    reminded: Mapping[str, datetime],
) -> BoardRow:
    owed = frozenset() if is_over(event, at=clock.now()) else owed_by(facts)
    coming = next_due(deadlines_of(event, plan, facts.delegation), owed)
    own = facts.delegation
    is_own = coming is not None and own is not None and getattr(own, coming[0].column) is not None
    return BoardRow(code, facts, standing_of(facts), use, pending, owed, coming, is_own, reminded.get(code))


def sums_of(rows: list[BoardRow]) -> Sums:
    """The numbers of these rows together; units without quota count nothing for it."""
    return Sums(
        quota=sum(row.use.quota or 0 for row in rows),
        listed=sum(row.listed for row in rows),
        pending=sum(row.pending for row in rows),
        confirmed=sum(row.use.used for row in rows),
        waiting=sum(row.use.waiting for row in rows),
        free=sum(row.use.left or 0 for row in rows),
        over=sum(row.use.over for row in rows),
        recommended=sum(row.recommended for row in rows),
        offered=sum(row.use.offered for row in rows),
    )
