"""The same task as `instance.Instance`, lowered to bit masks: what every move of the scheduler works on.

Bit t of a mask stands for slot t. People are the representatives ("seats") of participants, numbered through; in the
plain form person p is participant p.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.engines.scheduling.instance import Instance, Meeting
from eventmgr.engines.scheduling.rules import Rule
from eventmgr.engines.scheduling.rules.factory import rules_of
from eventmgr.engines.scheduling.table_pools import (
    NO_TABLE,
    available_slots,
    far_apart,
    halls_of,
    home_tables,
    pools_of,
    required_table,
)

Sides = tuple[tuple[int, ...], tuple[int, ...]]
"""The people who may sit for side a, and for side b, of a meeting."""


@dataclass(frozen=True)
class Problem:
    """Bit masks of one instance. Tuples are indexed by person, meeting or pool."""

    instance: Instance
    slots: int
    owner: tuple[int, ...]
    """person → participant."""
    present: tuple[int, ...]
    """person → slots in which this person can meet."""
    choices: tuple[Sides, ...]
    """meeting → the people who may sit for side a, and for side b (more than one: interchangeable representatives)."""
    ends: tuple[tuple[int, int], ...]
    """meeting → the two people chosen to begin with."""
    window: tuple[int, ...]
    """meeting → slots allowed by its own session, fixed slot and precedence; presence is not counted in."""
    weight: tuple[int, ...]
    pool: tuple[int, ...]
    """meeting → the pool of tables that it draws from, or -1 (a host's own table: no draw)."""
    room: tuple[tuple[int, ...], ...]
    """pool → tables per slot."""
    rules: tuple[Rule, ...]
    """Rules that masks and pools cannot say: precedence, caps, assistants, travel."""
    ruled: frozenset[int]
    """Meetings whose slot one of `rules` looks at; fast moves leave them where they are."""
    day_starts: int
    """Mask of the slots that begin a stretch: a gap before them is no break."""
    halls: tuple[int, ...] = ()
    """meeting → the hall in which it will be held, where ways between halls take time (else 0)."""
    narrowed: bool = False
    """Lowering had to choose such halls: what is proved impossible here may be possible with other halls."""

    @property
    def people(self) -> int:
        return len(self.present)

    def allowed(self, meeting: int, ends: tuple[int, int]) -> int:
        """Mask of slots in which `meeting` may be held by these two people, tables and others aside."""
        a, b = ends
        return self.window[meeting] & self.present[a] & self.present[b]


def mask_of(slots: Sequence[int] | frozenset[int]) -> int:
    """A bit mask with one bit for each slot."""
    mask = 0
    for slot in slots:
        mask |= 1 << slot
    return mask


def bits(mask: int) -> list[int]:
    """The slots of a mask, rising."""
    slots = []
    while mask:
        low = mask & -mask
        slots.append(low.bit_length() - 1)
        mask ^= low
    return slots


def lower(instance: Instance, halls: Sequence[int] | None = None) -> Problem:
    """The bit masks of an instance that `reading` or the caller has made (numbers in range).

    `halls`: meeting → hall, where ways between halls take time and it is known or chosen already; None: `halls_of`.
    """
    owner, present, seats = _people(instance)
    choices = tuple(_choices(meeting, seats) for meeting in instance.meetings)
    chosen = halls_of(instance) if halls is None else tuple(halls)
    pools = pools_of(instance, chosen)
    rules = rules_of(instance, chosen)
    return Problem(
        instance=instance,
        slots=instance.slots,
        owner=tuple(owner),
        present=tuple(present),
        choices=choices,
        ends=_split(choices, present),
        window=_windows(instance, choices, present),
        weight=tuple(meeting.weight for meeting in instance.meetings),
        pool=pools.pool,
        room=pools.room,
        rules=rules,
        ruled=frozenset().union(*(rule.meetings for rule in rules if rule.looks_at_slots)),
        day_starts=mask_of(instance.days),
        halls=chosen,
        narrowed=far_apart(instance)
        and any(required_table(instance, meeting) is None for meeting in instance.meetings),
    )


def _people(instance: Instance) -> tuple[list[int], list[int], list[tuple[int, ...]]]:
    every_slot = (1 << instance.slots) - 1
    owner: list[int] = []
    present: list[int] = []
    seats: list[tuple[int, ...]] = []
    for number, participant in enumerate(instance.participants):
        first = len(owner)
        for seat in range(participant.seats):
            absent = set(participant.absent)
            if participant.seat_absent:
                absent |= participant.seat_absent[seat]
            owner.append(number)
            present.append(every_slot & ~mask_of(frozenset(absent)))
        seats.append(tuple(range(first, len(owner))))
    return owner, present, seats


def _choices(meeting: Meeting, seats: list[tuple[int, ...]]) -> Sides:
    side_a, side_b = seats[meeting.a], seats[meeting.b]
    return (
        side_a if meeting.seat_a is None else side_a[meeting.seat_a : meeting.seat_a + 1],
        side_b if meeting.seat_b is None else side_b[meeting.seat_b : meeting.seat_b + 1],
    )


def _split(choices: Sequence[Sides], present: list[int]) -> tuple[tuple[int, int], ...]:
    """Each meeting to representatives who share a slot and have the most slots left for the meetings they have; named
    ones first."""
    left = [mask.bit_count() for mask in present]
    ends: list[tuple[int, int]] = [(0, 0)] * len(choices)
    open_choice = []
    for number, (side_a, side_b) in enumerate(choices):
        if len(side_a) == 1 and len(side_b) == 1:
            ends[number] = (side_a[0], side_b[0])
            left[side_a[0]] -= 1
            left[side_b[0]] -= 1
        else:
            open_choice.append(number)
    for number in sorted(open_choice, key=lambda m: (len(choices[m][0]) * len(choices[m][1]), m)):
        side_a, side_b = choices[number]
        _, _, a, b = max(
            (min(left[a], left[b], (present[a] & present[b]).bit_count()), left[a] + left[b], -a, -b)
            for a in side_a
            for b in side_b
        )
        ends[number] = (-a, -b)
        left[-a] -= 1
        left[-b] -= 1
    return tuple(ends)


def _windows(instance: Instance, choices: Sequence[Sides], present: list[int]) -> tuple[int, ...]:
    every_slot = (1 << instance.slots) - 1
    homes = home_tables(instance)
    windows = []
    for meeting in instance.meetings:
        window = 0 if meeting.cancelled else every_slot
        if meeting.session is not None:
            first, end = instance.sessions[meeting.session - 1]
            window &= (1 << end) - (1 << first)
        if meeting.fixed is not None:
            window &= 1 << meeting.fixed
        if meeting.table is not None or homes:
            table = required_table(instance, meeting, homes)
            if table is not None:
                window &= 0 if table == NO_TABLE else available_slots(instance, table)
        windows.append(window)
    if any(meeting.after for meeting in instance.meetings):
        _tighten(instance, windows, choices, present)
    return tuple(windows)


def _tighten(instance: Instance, windows: list[int], choices: Sequence[Sides], present: list[int]) -> None:
    """Cuts off slots that come too early for what must be held before. A window that would close is left as it is: a
    rule says why."""
    behind = [number for number, meeting in enumerate(instance.meetings) if meeting.after]
    for _ in behind:
        changed = False
        for number in behind:
            usable = [
                windows[before] & _presence(choices[before], present) for before in instance.meetings[number].after
            ]
            if all(usable):
                latest = max((mask & -mask).bit_length() for mask in usable)
                cut = windows[number] >> latest << latest
                if cut != windows[number] and cut & _presence(choices[number], present):
                    windows[number] = cut
                    changed = True
        if not changed:
            return


def _presence(sides: Sides, present: list[int]) -> int:
    """Slots in which somebody of both sides is there."""
    mask_a = mask_b = 0
    for person in sides[0]:
        mask_a |= present[person]
    for person in sides[1]:
        mask_b |= present[person]
    return mask_a & mask_b
