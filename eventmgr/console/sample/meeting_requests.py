"""E2's requests for talks: who of the matchmaking's companies and institutes asks whom, and when they can meet. No
database.

150 bodies (138 companies, 12 institutes and associations), 16 slots of 20 minutes with 5 to change on two half-days, 40
tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from eventmgr.console.sample.people.roster import EAST_SIDE, MATCHMAKING, SEED, Human, Roster, invent

SLOTS, TABLES = 16, 40
HALVES = ((0, 8), (8, 16))
"""14:00-17:20 of the first day and 08:30-11:50 of the second."""
MOST_TALKS = 8
REQUESTS, ACROSS, MUTUAL, MUTUAL_ACROSS = 420, 300, 90, 70
MOST_MUTUAL = 5
ONE_HALF, LATE, LATE_BY, APART = 10, 6, 3, 8
"""Bodies that come for one half-day only; that come late, by so many slots; pairs of one group that shall not meet."""
_OWN_SECTOR = 3
"""How much likelier a request is within one sector."""
_FAME = 0.35


@dataclass(frozen=True)
class Body:
    """A company or an institute with the people it sends."""

    name: str
    side: str
    province: str
    sector: str
    people: int
    absent: frozenset[int] = frozenset()

    @property
    def group(self) -> str:
        """Companies of one brand belong to one group; the brand stands behind the two characters of the province."""
        return self.name.partition("样例")[0][2:]


@dataclass(frozen=True)
class Request:
    """`asking` would like to meet `asked` (places in the list of bodies)."""

    asking: int
    asked: int
    mutual: bool = False
    """The other asked as well."""


@dataclass(frozen=True)
class Requests:
    """Everything that the timetable of talks is made from."""

    bodies: tuple[Body, ...]
    requests: tuple[Request, ...]
    apart: tuple[tuple[int, int], ...]
    """Pairs of one group: no request between them."""


def requests(seed: int = SEED) -> Requests:
    """The requests of the sample with this seed; the same every time."""
    rng = Random(f"{seed}/requests")
    bodies = _with_absences(rng, _bodies(invent(seed)))
    apart = _apart(rng, bodies)
    draw = _Draw(rng, bodies, apart)
    for mutual, across, wanted in (
        (True, True, MUTUAL_ACROSS),
        (True, False, MUTUAL - MUTUAL_ACROSS),
        (False, True, ACROSS - MUTUAL_ACROSS),
        (False, False, REQUESTS - ACROSS - MUTUAL + MUTUAL_ACROSS),
    ):
        draw.add(wanted, mutual=mutual, across=across)
    return Requests(bodies, tuple(draw.requests), apart)


def values(asked: Requests) -> dict[str, Any]:
    """The requests in the JSON form of an instance (docs/formats/meeting-instances.md).

    A mutual request outweighs all that only one side made.
    """
    one_sided = sum(not request.mutual for request in asked.requests)
    return {
        "name": MATCHMAKING,
        "participants": len(asked.bodies),
        "slots": SLOTS,
        "tables": TABLES,
        "sessions": [list(half) for half in HALVES],
        "days": [first for first, _end in HALVES],
        "absent": [sorted(body.absent) for body in asked.bodies],
        "people": [
            {
                "name": body.name,
                "company": body.name,
                "province": body.province,
                "region": body.side,
                "seats": body.people,
                "max": MOST_TALKS,
            }
            for body in asked.bodies
        ],
        "meetings": [
            {"a": request.asking, "b": request.asked, "weight": one_sided + 1 if request.mutual else 1}
            for request in asked.requests
        ],
    }


def mutual_met(asked: Requests, held: Collection[int]) -> int:
    """How many of the mutual requests are among the meetings `held`."""
    return sum(request.mutual for number, request in enumerate(asked.requests) if number in held)


def _bodies(roster: Roster) -> list[Body]:
    people = [*roster.of(MATCHMAKING, "company"), *roster.of(MATCHMAKING, "institute")]
    count = Counter(human.organization for human in people)
    first: dict[str, Human] = {}
    for human in people:
        first.setdefault(human.organization, human)
    return [
        Body(name, "east" if human.unit in EAST_SIDE else "central_south", human.province, human.sector, count[name])
        for name, human in first.items()
    ]


def _with_absences(rng: Random, bodies: Sequence[Body]) -> tuple[Body, ...]:
    chosen = rng.sample(range(len(bodies)), ONE_HALF + LATE)
    gone = {number: frozenset(range(*HALVES[turn % 2])) for turn, number in enumerate(chosen[:ONE_HALF])}
    gone |= dict.fromkeys(chosen[ONE_HALF:], frozenset(range(LATE_BY)))
    return tuple(
        Body(body.name, body.side, body.province, body.sector, body.people, gone.get(number, frozenset()))
        for number, body in enumerate(bodies)
    )


def _apart(rng: Random, bodies: Sequence[Body]) -> tuple[tuple[int, int], ...]:
    pairs = [
        (first, second)
        for second in range(len(bodies))
        for first in range(second)
        if bodies[first].group == bodies[second].group and bodies[first].sector != "M" != bodies[second].sector
    ]
    return tuple(sorted(rng.sample(pairs, APART)))


@dataclass
class _Draw:
    """Requests drawn one after the other, within what a body can hold."""

    rng: Random
    bodies: tuple[Body, ...]
    apart: tuple[tuple[int, int], ...]
    requests: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pairs = set(self.apart)
        self.talks = [0] * len(self.bodies)
        self.mutual = [0] * len(self.bodies)
        ranks = list(range(1, len(self.bodies) + 1))
        self.rng.shuffle(ranks)
        self.fame = [float(rank**-_FAME) for rank in ranks]

    def add(self, wanted: int, *, mutual: bool, across: bool) -> None:
        """So many more requests of one kind; who is known is asked more often, and who is of the same sector."""
        for _ in range(wanted):
            asking = self.rng.choice(
                [body for body in self._open(mutual=mutual) if any(self._partners(body, mutual=mutual, across=across))]
            )
            partners = list(self._partners(asking, mutual=mutual, across=across))
            weights = [self._liking(asking, partner) for partner in partners]
            asked = self.rng.choices(partners, weights)[0]
            self.requests.append(Request(asking, asked, mutual))
            self.pairs.add((min(asking, asked), max(asking, asked)))
            for body in (asking, asked):
                self.talks[body] += 1
                self.mutual[body] += mutual

    def _open(self, *, mutual: bool) -> Iterator[int]:
        for number, talks in enumerate(self.talks):
            if talks < MOST_TALKS and (not mutual or self.mutual[number] < MOST_MUTUAL):
                yield number

    def _partners(self, asking: int, *, mutual: bool, across: bool) -> Iterator[int]:
        """Whom `asking` may still ask: not itself, not twice, not of its group, and there is a slot for both."""
        asker = self.bodies[asking]
        for other in self._open(mutual=mutual):
            there = self.bodies[other]
            if (
                other != asking
                and (asker.side != there.side) == across
                and (min(asking, other), max(asking, other)) not in self.pairs
                and len(asker.absent | there.absent) < SLOTS
            ):
                yield other

    def _liking(self, asking: int, asked: int) -> float:
        near = self.bodies[asking].sector == self.bodies[asked].sector
        return self.fame[asked] * (_OWN_SECTOR if near else 1)
