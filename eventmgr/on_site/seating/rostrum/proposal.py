"""The rostrum by rank: front before back, the middle before the sides, the left hand before the right. Pure.

Seats are counted from the left as the audience sees them, so the left hand of whoever sits on the stage and looks into
the hall lies at the higher numbers. Seen by the audience seven people sit 7 5 3 1 2 4 6 and eight sit 7 5 3 1 2 4 6 8:
with an odd number the first has the middle, with an even number the first two share it, and the second is at the left
hand of the first either way. Where these rules are written down: docs/inside/seating.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eventmgr.on_site.seating.places import Given, Place, Proposal, Why


def order_of_seats(people: int, *, left_first: bool = True) -> list[int]:
    """Numbers of the seats of a row of so many, from the left as the audience sees them, in the order of rank.

    Args:
        left_first: the second sits at the left hand of the first, as at meetings in China; else at the right hand.
    """
    middle = (people + 1) // 2
    found = [middle] if people else []
    for step in range(1, people // 2 + 1):
        found += [number for number in (middle + step, middle - step) if 1 <= number <= people]
    return found if left_first else [people + 1 - number for number in found]


def rows_for(people: int, rows: Sequence[int]) -> list[int]:
    """How many sit in each row, the front one filled first."""
    sizes = []
    for seats in rows:
        sizes.append(min(seats, people))
        people -= sizes[-1]
    return sizes


def propose(
    ranked: Sequence[int], rows: Sequence[int], locked: Mapping[int, Place] | None = None, *, left_first: bool = True
) -> Proposal:
    """Seats for people in the order of their rank; who is locked stays, and the others take what is left in their
    order."""
    locked = {who: place for who, place in (locked or {}).items() if who in ranked}
    taken = set(locked.values())
    sizes = rows_for(len(ranked), rows)
    seats = [
        (row, number)
        for row, size in enumerate(sizes, 1)
        for number in order_of_seats(size, left_first=left_first)
        if (row, number) not in taken
    ]
    others = [who for who in ranked if who not in locked]
    ranks = {who: rank for rank, who in enumerate(ranked, 1)}
    given = {who: Given(place, Why.LOCKED, ranks[who]) for who, place in locked.items()}
    for who, place in zip(others, seats, strict=False):
        given[who] = Given(place, _why(ranks[who], place, sizes), ranks[who])
    return Proposal({who: given[who] for who in ranked if who in given}, tuple(others[len(seats) :]))


def _why(rank: int, place: Place, sizes: Sequence[int]) -> Why:
    if rank == 1:
        return Why.FIRST if sizes[0] % 2 else Why.FIRST_OF_PAIR
    return Why.BY_RANK if place[0] == 1 else Why.BACK_ROW
