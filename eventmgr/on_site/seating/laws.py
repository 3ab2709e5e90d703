"""What seating is held against."""

from __future__ import annotations

from eventmgr.on_site.seating import queries
from eventmgr.on_site.seating.layouts import MOST_IN_ROW, MOST_ROWS, MOST_SEATS, from_json, to_json


def places_are_of_their_event() -> list[str]:
    """Nobody sits in a plan of another event."""
    return [
        f"seating plan {plan}: registration {number} is of another event" for plan, number in queries.list_misplaced()
    ]


def layouts_can_be_read() -> list[str]:
    """Rows, aisles and tables of every plan are as they may be."""
    result = []
    for number, layout in queries.list_layouts():
        try:
            read = from_json(layout)
        except (TypeError, ValueError):
            read = None
        if (
            read is None
            or to_json(read) != layout
            or not 1 <= len(read.rows) <= MOST_ROWS
            or sum(read.rows) > MOST_SEATS
            or not all(1 <= seats <= MOST_IN_ROW for seats in read.rows)
        ):
            result.append(f"seating plan {number}: its rows cannot be read")
    return result


def nobody_shares_a_seat() -> list[str]:
    """A registered person and one named by hand never have one seat."""
    return [f"seating plan {plan}: {row}-{number} is given twice" for plan, row, number in queries.list_twice_given()]


LAWS = {
    "seats of their own event": places_are_of_their_event,
    "rows of seating plans": layouts_can_be_read,
    "seats given once": nobody_shares_a_seat,
}
