"""Who may meet whom, how many meetings a party may have, when requests are open and when they expire. Pure."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.meeting_plans.pairs import KIND, SIDE, may_meet
from eventmgr.matchmaking.meeting_requests.models import RequestState

MOST_MESSAGES = 20
"""Messages that each side may write inside one request."""
LONGEST_MESSAGE, LONGEST_WORDS, LONGEST_REASON = 500, 500, 300
"""Characters of a message, of what is written with a request, of a reason."""
COLLECT_HOURS = 6
"""Requests that arrive within so many hours of an e-mail about others are told together, once these have passed."""
UNDO_MINUTES = 5
"""For so long an answer can be undone: nobody is written to before."""
REMIND_HOURS = 24
"""A party is reminded of unanswered requests once in so many hours at most."""
HINT_MINUTES = 60
"""The reader of a request hears of new messages in it once in so many minutes at most."""
MOST_PLACES = 100
"""Partners that one call may look for."""


class Planned(Protocol):
    """What the rules read of a plan."""

    asks_from: datetime | None
    asks_until: datetime | None
    answer_days: int
    maximum: int
    minimum: int
    limits: dict[str, Any]
    pairs: list[Any]
    keeps_groups_apart: bool


class Partner(Protocol):
    """What the rules read of a party."""

    id: Any
    kind: Any
    side: str
    state: Any
    group_name: str
    maximum: int | None
    minimum: int | None


class Bar(LabelledEnum):
    """Why two parties do not meet. That one of them said no thanks is none: nobody is told."""

    SELF = "self", _l("An organization does not meet itself.")
    LEFT = "left", _l("This organization no longer takes part in the meetings.")
    EXCLUDED = "excluded", _l("No meeting is arranged between these two organizations. Ask the organizers.")
    GROUP = "group", _l("Both organizations belong to one group; their meetings are not arranged here.")
    PAIR = "pair", _l("At this event organizations of these two types or sides do not meet each other.")


class Timing(enum.Enum):
    """Whether requests can be sent: too early, open or over."""

    EARLY = "early"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True)
class Load:
    """What a party has: accepted meetings, whoever asked, and its own requests that wait for an answer."""

    accepted: int = 0
    open: int = 0

    @property
    def total(self) -> int:
        """What counts against its maximum."""
        return self.accepted + self.open


@dataclass(frozen=True)
class Limits:
    """How many meetings a party may have, and how many it is guaranteed."""

    maximum: int
    minimum: int


def is_pair(pairs: Collection[Sequence[str]], first: Partner, second: Partner) -> bool:
    """Whether the pairs of a plan let the two meet, whoever asks."""
    return may_meet(pairs, (first.side, first.kind.value), (second.side, second.kind.value))


def partners_of(pairs: Iterable[Sequence[str]], party: Partner) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    """Sides and types of those whom the party may meet, as `pairs` say; None: of any. Who is of no side is held by
    types alone."""
    allowed: list[frozenset[str] | None] = []
    known = [tuple(pair) for pair in pairs]
    for dimension, own in ((SIDE, party.side), (KIND, party.kind.value)):
        prefix = f"{dimension}:"
        of_dimension = [pair for pair in known if any(key.startswith(prefix) for key in pair)]
        ours = prefix + own
        partners = {pair[1] if pair[0] == ours else pair[0] for pair in of_dimension if ours in pair}
        named = frozenset(key.removeprefix(prefix) for key in partners if key.startswith(prefix))
        allowed.append(named if of_dimension and own else None)
    return allowed[0], allowed[1]


def bar_between(
    plan: Planned, first: Partner, second: Partner, apart: Collection[tuple[int, int]] = frozenset()
) -> Bar | None:
    """Why the two may not meet; None: they may.

    Args:
        apart: pairs of numbers that were excluded, the smaller first.
    """
    if first.id == second.id:
        return Bar.SELF
    if first.state.value != "active" or second.state.value != "active":
        return Bar.LEFT
    if ordered(first.id, second.id) in apart:
        return Bar.EXCLUDED
    if plan.keeps_groups_apart and first.group_name and first.group_name == second.group_name:
        return Bar.GROUP
    return None if is_pair(plan.pairs, first, second) else Bar.PAIR


def ordered(first: int, second: int) -> tuple[int, int]:
    """The two numbers, the smaller first."""
    return (first, second) if first < second else (second, first)


def limits_of(plan: Planned, party: Partner) -> Limits:
    """The party's own numbers, else those of its type, else those of all."""
    of_kind: Mapping[str, Any] = plan.limits.get(party.kind.value) or {}

    def pick(own: int | None, key: str, of_all: int) -> int:
        told = of_kind.get(key) if own is None else own
        return of_all if told is None else int(told)

    return Limits(pick(party.maximum, "maximum", plan.maximum), pick(party.minimum, "minimum", plan.minimum))


def end_of(plan: Planned, first_start: datetime | None) -> datetime | None:
    """Until when parties ask and answer; None: no end is known.

    Args:
        first_start: when the first meeting can begin; requests end then unless the plan names an end.
    """
    return plan.asks_until or first_start


def timing_of(plan: Planned, first_start: datetime | None, *, at: datetime) -> Timing:
    """Whether parties ask and answer at `at`. What has ended is over, even where it was never opened."""
    until = end_of(plan, first_start)
    if until is not None and at >= until:
        return Timing.OVER
    return Timing.EARLY if plan.asks_from is None or at < plan.asks_from else Timing.OPEN


def expiry_of(plan: Planned, *, at: datetime) -> datetime | None:
    """When a request that is made now expires; None: once requests end."""
    return at + timedelta(days=plan.answer_days) if plan.answer_days else None


def answer_by(plan: Planned, first_start: datetime | None, expires_at: datetime | None) -> datetime | None:
    """Until when a request waits for its answer: until it expires, or requests end."""
    ends = [moment for moment in (expires_at, end_of(plan, first_start)) if moment is not None]
    return min(ends) if ends else None


MOVES = {
    RequestState.ASKED: frozenset(
        {RequestState.ACCEPTED, RequestState.DECLINED, RequestState.WITHDRAWN, RequestState.EXPIRED}
    ),
    RequestState.ACCEPTED: frozenset({RequestState.WITHDRAWN, RequestState.ASKED}),
    RequestState.DECLINED: frozenset({RequestState.ASKED}),
    RequestState.WITHDRAWN: frozenset(),
    RequestState.EXPIRED: frozenset(),
}
"""Which state may follow which; back to asked: an answer that was undone before anybody heard of it."""
