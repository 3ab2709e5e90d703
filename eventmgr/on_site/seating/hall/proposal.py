"""The hall: leaders in the first row, the press at the back, delegations as blocks that no aisle divides if that can
be. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from eventmgr.on_site.seating.places import Given, Guest, Layout, Place, Proposal, Why, blocks_of
from eventmgr.on_site.seating.rostrum.proposal import order_of_seats

_NEVER = 1 << 40


def propose(hall: Layout, guests: Sequence[Guest], locked: Mapping[int, Place] | None = None) -> Proposal:
    """Seats for everybody; who is locked stays.

    Whoever leads a delegation has the first row, from its middle, the second at the left hand of the first. The press
    has the last seats of the last row. Everybody else sits with their delegation behind the first row, delegations in
    the order of the list; where a delegation begins is chosen so that as few as possible are divided by an aisle or the
    end of a row, and then so that as few rows as possible are used.
    """
    ids = {guest.id for guest in guests}
    given = {who: Given(place, Why.LOCKED) for who, place in (locked or {}).items() if who in ids and place in hall}
    waiting = [guest for guest in guests if guest.id not in given]
    leaders = _give_front(hall, [guest for guest in waiting if guest.leads], given)
    press = [guest for guest in waiting if guest.is_press and guest.id not in leaders]
    _give_back(hall, press, given)
    rest = [guest for guest in waiting if guest.id not in given]
    left = _give_blocks(hall, rest, given, from_row=2 if leaders else 1)
    return Proposal({guest.id: given[guest.id] for guest in guests if guest.id in given}, tuple(left))


def repair(hall: Layout, guests: Sequence[Guest], stands: Mapping[int, Place], locked: Mapping[int, Place]) -> Proposal:
    """Everybody who sits rightly stays; who has no seat gets a free one: leaders in the first row, others as near as
    can be to somebody of their delegation."""
    right = {guest.id: stands[guest.id] for guest in guests if stands.get(guest.id) in hall}
    given = {who: Given(place, Why.LOCKED if who in locked else Why.STAYS) for who, place in right.items()}
    left = []
    for guest in guests:
        if guest.id in given:
            continue
        free = hall.free(one.place for one in given.values())
        own = [given[other.id].place for other in guests if other.unit == guest.unit and other.id in given]
        if not free:
            left.append(guest.id)
        elif guest.leads and free[0][0] == 1:
            given[guest.id] = Given(free[0], Why.FRONT_ROW)
        elif own:
            given[guest.id] = Given(min(free, key=lambda seat: (_distance(seat, own), seat)), Why.NEAR_OWN)
        else:
            given[guest.id] = Given(next((seat for seat in free if seat[0] > 1), free[0]), Why.FREE_SEAT)
    return Proposal({guest.id: given[guest.id] for guest in guests if guest.id in given}, tuple(left))


def breaks_of(hall: Layout, places: Sequence[Place]) -> int:
    """How often a delegation that sits on these seats is divided by an aisle or the end of a row."""
    return len({(row, bisect_right(sorted(hall.aisles), number - 1)) for row, number in places}) - 1 if places else 0


def _distance(seat: Place, own: Sequence[Place]) -> tuple[int, int]:
    return min((abs(seat[0] - row), abs(seat[1] - number)) for row, number in own)


def _give_front(hall: Layout, leaders: Sequence[Guest], given: dict[int, Given]) -> set[int]:
    free = hall.free((one.place for one in given.values()), [1]) if hall.rows else []
    seated = leaders[: len(free)]
    start = (len(free) - len(seated)) // 2
    seats = [free[start + number - 1] for number in order_of_seats(len(seated), left_first=False)]
    given.update({guest.id: Given(seat, Why.FRONT_ROW) for guest, seat in zip(seated, seats, strict=True)})
    return {guest.id for guest in seated}


def _give_back(hall: Layout, press: Sequence[Guest], given: dict[int, Given]) -> None:
    free = hall.free(one.place for one in given.values())
    seats = sorted(free[len(free) - min(len(press), len(free)) :])
    given.update({guest.id: Given(seat, Why.PRESS, seat[0]) for guest, seat in zip(press, seats, strict=False)})


def _give_blocks(hall: Layout, guests: Sequence[Guest], given: dict[int, Given], *, from_row: int) -> list[int]:
    taken = [one.place for one in given.values()]
    stretches = hall.stretches(taken, range(from_row, len(hall.rows) + 1))
    if sum(map(len, stretches)) < len(guests):
        stretches = hall.stretches(taken)
    seats = [seat for stretch in stretches for seat in stretch]
    blocks = blocks_of([guest for _unit, members in blocks_of(guests) for guest in members][: len(seats)])
    starts = begin_blocks([len(members) for _unit, members in blocks], [len(stretch) for stretch in stretches])
    for start, (_unit, members) in zip(starts, blocks, strict=True):
        own = seats[start : start + len(members)]
        why = Why.BROKEN_BLOCK if breaks_of(hall, own) else Why.BLOCK
        given.update({guest.id: Given(seat, why, seat[0]) for guest, seat in zip(members, own, strict=True)})
    return [guest.id for guest in guests if guest.id not in given]


def begin_blocks(sizes: Sequence[int], stretches: Sequence[int]) -> list[int]:
    """Where blocks of these sizes begin among the seats of all stretches, in this order, with the fewest divisions; of
    those with as few, the one that ends first.

    Moving a block to the left until it touches the block before it or begins a stretch never divides it more often: so
    only these beginnings are looked at.
    """
    ends, total = [], 0
    for length in stretches:
        total += length
        ends.append(total)
    begins = [0, *ends[:-1]]
    best: list[tuple[int, int]] = [(0, position) for position in range(total + 1)]
    chosen: list[list[int]] = []
    for size in reversed(sizes):
        costs = [_cost(start, size, ends, best, total) for start in range(total + 1)]
        from_begin: list[tuple[tuple[int, int], int]] = [((_NEVER, _NEVER), 0)] * (len(begins) + 1)
        for index in range(len(begins) - 1, -1, -1):
            from_begin[index] = min((costs[begins[index]], begins[index]), from_begin[index + 1])
        options = [min((costs[start], start), from_begin[bisect_right(begins, start)]) for start in range(total + 1)]
        best = [cost for cost, _start in options]
        chosen.append([start for _cost_of, start in options])
    starts, position = [], 0
    for size, table in zip(sizes, reversed(chosen), strict=True):
        starts.append(table[position])
        position = starts[-1] + size
    return starts


def _cost(start: int, size: int, ends: Sequence[int], best: Sequence[tuple[int, int]], total: int) -> tuple[int, int]:
    if start + size > total:
        return _NEVER, _NEVER
    divided = bisect_right(ends, start + size - 1) - bisect_right(ends, start)
    after = best[start + size]
    return (divided + after[0], after[1]) if after[0] < _NEVER else after
