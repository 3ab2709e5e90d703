"""What the acts of an event come to, in whatever order and however often they were delivered. Pure.

Acts are ordered by their corrected time, then by their number, which is the device's own; one number is one act. An
undo takes back the act that it names, another undo included, wherever it stands in that order. What cannot be decided
is a `Conflict`: nothing is guessed, and what does not count is told.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from eventmgr.programme.checkin.acts.kinds import (
    ARRIVAL,
    ENTERS,
    TOGETHER,
    CheckinKind,
    ConflictKind,
    ListKind,
    Uncounted,
)

Spot = tuple[int, str]
"""(number of a list, who)."""


@dataclass(frozen=True)
class DoorAct:
    """One act.

    Args:
        key: a UUID that its device has given it.
        who: `r12` for a registration, `w<key>` for somebody who came without one; empty for an undo.
        at: corrected by the clock of the device.
        device_id: 0 for what was done on a page.
        uncounted: why it does not count; None: it does.
        name: of a walk-in, folded.
    """

    key: str
    kind: CheckinKind
    at: datetime
    list_id: int = ARRIVAL
    who: str = ""
    device_id: int = 0
    undoes: str = ""
    uncounted: Uncounted | None = None
    name: str = ""


@dataclass(frozen=True)
class Presence:
    """How somebody stands on one list."""

    is_in: bool
    since: datetime
    """Since when: of somebody who is in, the first act that said so."""
    times_in: int


@dataclass(frozen=True)
class Conflict:
    """Acts that contradict each other, or one that does not count."""

    kind: ConflictKind
    keys: tuple[str, ...]
    """Numbers of the acts, in the order of time."""
    list_id: int
    who: str
    at: datetime

    @property
    def digest(self) -> str:
        """A digest by which the same contradiction is recognized."""
        text = " ".join([self.kind.value, *sorted(self.keys)])
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Merged:
    """What all acts come to."""

    presences: Mapping[Spot, Presence] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    undone: frozenset[str] = frozenset()
    """Numbers of acts that were taken back."""

    def is_in(self, list_id: int, who: str) -> bool:
        """Whether somebody is present on that list."""
        presence = self.presences.get((list_id, who))
        return presence is not None and presence.is_in


def who_of(registration_id: int | None, walk_in: str | None = None) -> str:
    """How an act names whom it is about."""
    if registration_id is not None:
        return f"r{registration_id}"
    return f"w{walk_in}" if walk_in else ""


def merge(acts: Iterable[DoorAct], kinds: Mapping[int, ListKind]) -> Merged:
    """What these acts come to.

    Args:
        kinds: number of a list → its kind; of `ARRIVAL` it is known.
    """
    ordered = in_order(acts)
    undone = undone_of(ordered)
    live = [act for act in ordered if act.key not in undone]
    by_spot: dict[Spot, list[DoorAct]] = defaultdict(list)
    for act in live:
        if act.uncounted is None and act.kind in (*ENTERS, CheckinKind.OUT):
            by_spot[act.list_id, act.who].append(act)
    presences: dict[Spot, Presence] = {}
    conflicts = [*_uncounted(live), *_same_walk_ins(live)]
    for spot, of_spot in by_spot.items():
        kind = ListKind.ARRIVAL if spot[0] == ARRIVAL else kinds.get(spot[0], ListKind.GATE)
        presences[spot] = _presence(of_spot)
        conflicts += _contradictions(of_spot, kind)
    return Merged(presences, tuple(sorted(conflicts, key=lambda conflict: (conflict.at, conflict.digest))), undone)


def in_order(acts: Iterable[DoorAct]) -> list[DoorAct]:
    """Each act once, in the order of time. Of two that bear one number, which no device makes, the earlier stands."""
    first: dict[str, DoorAct] = {}
    for act in sorted(acts, key=lambda act: (act.at, act.key, repr(act))):
        first.setdefault(act.key, act)
    return list(first.values())


def undone_of(acts: Sequence[DoorAct]) -> frozenset[str]:
    """Numbers of the acts that an undo takes back which nobody has taken back. Undos that name each other in a ring,
    which no device makes, do nothing."""
    undos = {act.key: act.undoes for act in acts if act.kind is CheckinKind.UNDO and act.uncounted is None}
    waits = dict.fromkeys(undos, 0)
    for target in undos.values():
        if target in waits:
            waits[target] += 1
    undone: set[str] = set()
    ready = [key for key, number in waits.items() if not number]
    while ready:
        key = ready.pop()
        target = undos[key]
        if key not in undone:
            undone.add(target)
        if target in waits:
            waits[target] -= 1
            if not waits[target]:
                ready.append(target)
    return frozenset(undone)


def _presence(acts: Sequence[DoorAct]) -> Presence:
    since, is_in, times = acts[0].at, False, 0
    for act in acts:
        enters = act.kind in ENTERS
        times += enters
        if enters != is_in:
            since, is_in = act.at, enters
    return Presence(is_in, since, times)


def _contradictions(acts: Sequence[DoorAct], kind: ListKind) -> Iterator[Conflict]:
    entered: DoorAct | None = None
    for act in acts:
        if act.kind is CheckinKind.OUT:
            if entered is None and act.device_id:
                yield _conflict(ConflictKind.OUT_FIRST, act)
            entered = None
        elif entered is None:
            entered = act
        else:
            near = act.at - entered.at <= TOGETHER and act.device_id != entered.device_id
            if kind is ListKind.MEAL and not near:
                yield _conflict(ConflictKind.TWICE, entered, act)
            elif near:
                yield _conflict(ConflictKind.TWO_DEVICES, entered, act)


def _uncounted(acts: Iterable[DoorAct]) -> Iterator[Conflict]:
    for act in acts:
        if act.uncounted is not None:
            yield _conflict(ConflictKind(act.uncounted.value), act)


def _same_walk_ins(acts: Iterable[DoorAct]) -> Iterator[Conflict]:
    """People who came without registration and bear one name."""
    by_name: dict[str, dict[str, DoorAct]] = defaultdict(dict)
    for act in acts:
        if act.kind is CheckinKind.WALK_IN and act.name:
            by_name[act.name].setdefault(act.who, act)
    for alike in by_name.values():
        if len(alike) > 1:
            yield _conflict(ConflictKind.SAME_WALK_IN, *alike.values())


def _conflict(kind: ConflictKind, *acts: DoorAct) -> Conflict:
    last = acts[-1]
    return Conflict(kind, tuple(act.key for act in acts), last.list_id, last.who, last.at)
