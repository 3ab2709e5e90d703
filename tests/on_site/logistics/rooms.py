"""Steps of the tests of rooms, which others take too."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from eventmgr.on_site.logistics.arranging.nights import Nights
from eventmgr.on_site.logistics.arranging.room_repairs import Stay, breaks_of
from eventmgr.on_site.logistics.arranging.rooms import SHARED, SINGLE, Need

FIRST = date(2026, 5, 12)


STAY = Nights(FIRST, FIRST + timedelta(days=2))


def night(first, last):
    return Nights(FIRST + timedelta(days=first), FIRST + timedelta(days=last))


@st.composite
def people(draw, most=8, sexes=("female", "male", ""), lengths=True):
    """Some people who need a bed."""
    number = draw(st.integers(0, most))
    found = []
    for index in range(number):
        first = draw(st.integers(0, 3)) if lengths else 0
        last = first + (draw(st.integers(1, 3)) if lengths else 2)
        wish = draw(st.integers(-1, number - 1))
        found.append(
            Need(
                index, draw(st.sampled_from(sexes)), draw(st.sampled_from((SHARED, SHARED, SINGLE))), night(first, last),
                draw(st.sampled_from(("310000", "420000", ""))), frozenset({wish} - {-1, index}), index,
            )
        )  # fmt: skip
    return found


def holds(needs, placed, rooms):
    """Nobody is in a room that has no bed for them, or with somebody with whom they must not share."""
    stays = [
        Stay(person, room, {need.person: need for need in needs}[person].nights) for person, room in placed.items()
    ]
    return [one for one in breaks_of(needs, stays, rooms) if one.kind != "missing"]
