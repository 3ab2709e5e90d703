"""Tables of a meal: halal together, leaders at their table, delegations at as few tables as can be. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from eventmgr.on_site.seating.places import Given, Guest, Layout, Place, Proposal, TableUse, Why, blocks_of

_STEPS = 20_000
"""So many steps the search takes at most; small meals need far fewer, large ones keep the best that was found."""


def propose(layout: Layout, guests: Sequence[Guest], locked: Mapping[int, Place] | None = None) -> Proposal:
    """Seats for everybody; who is locked stays.

    Those who eat halal sit at the tables for that, then leaders at theirs, then delegations so that they are spread
    over as few tables as possible. Seats left at tables for others are given last.
    """
    ids = {guest.id for guest in guests}
    given = {who: Given(place, Why.LOCKED) for who, place in (locked or {}).items() if who in ids and place in layout}
    waiting = [guest for guest in guests if guest.id not in given]
    _give(layout, [guest for guest in waiting if guest.is_halal], TableUse.HALAL, Why.HALAL_TABLE, given)
    leaders = [guest for guest in waiting if guest.leads and guest.id not in given]
    _give(layout, leaders, TableUse.LEADERS, Why.LEADERS_TABLE, given)
    rest = [guest for guest in waiting if guest.id not in given]
    blocks = blocks_of(rest)
    free = _free_at(layout, given, (TableUse.USUAL,))
    parts = share_out([len(members) for _unit, members in blocks], free)
    _seat(layout, blocks, parts, given)
    for use in (TableUse.HALAL, TableUse.LEADERS):
        _give(layout, [guest for guest in rest if guest.id not in given], use, Why.FREE_SEAT, given)
    left = tuple(guest.id for guest in guests if guest.id not in given)
    return Proposal({guest.id: given[guest.id] for guest in guests if guest.id in given}, left)


def share_out(sizes: Sequence[int], free: Mapping[int, int]) -> list[list[tuple[int, int]]]:
    """Blocks of these sizes over tables with so many free seats: (table, seats) of each, as few pairs as possible.

    Whoever is divided fills a table to its end before going on to the next one: with blocks and tables in any order
    that loses nothing, so only such ways are searched.
    """
    tables = dict(free)
    order = sorted(range(len(sizes)), key=lambda index: (-sizes[index], index))
    search = _Search([sizes[index] for index in order], tables)
    found = search.run()
    parts: list[list[tuple[int, int]]] = [[] for _size in sizes]
    for index, part in zip(order, found, strict=True):
        parts[index] = part
    return parts


class _Search:
    """Depth first, the best found is the bound."""

    def __init__(self, sizes: list[int], free: dict[int, int]) -> None:
        self.sizes, self.free, self.steps = sizes, free, 0
        self.best: list[list[tuple[int, int]]] = []
        self.fewest: tuple[int, int] = (1 << 40, 0)
        self.parts: list[list[tuple[int, int]]] = [[] for _size in sizes]

    def run(self) -> list[list[tuple[int, int]]]:
        self._place(0, self.sizes[0] if self.sizes else 0, 0, 0)
        return self.best or self.parts

    def _place(self, index: int, rest: int, pairs: int, left: int) -> None:
        """Go on with block `index` of which `rest` people have no table; `left` of blocks before have none at all."""
        self.steps += 1
        if index == len(self.sizes):
            if (left, pairs) < self.fewest:
                self.fewest, self.best = (left, pairs), [list(part) for part in self.parts]
            return
        waiting = sum(1 for size in self.sizes[index:] if size)
        bound = (max(left, left + rest + sum(self.sizes[index + 1 :]) - sum(self.free.values())), pairs + waiting)
        if bound >= self.fewest or (self.steps > _STEPS and self.best):
            return
        for table, taken in self._ways(rest):
            self.parts[index].append((table, taken))
            self.free[table] -= taken
            self._go_on(index, rest - taken, pairs + 1, left)
            self.free[table] += taken
            self.parts[index].pop()
        if not any(self.free.values()) or not rest:
            self._go_on(index, 0, pairs, left + rest)

    def _go_on(self, index: int, rest: int, pairs: int, left: int) -> None:
        if rest:
            self._place(index, rest, pairs, left)
        else:
            self._place(index + 1, self.sizes[index + 1] if index + 1 < len(self.sizes) else 0, pairs, left)

    def _ways(self, rest: int) -> list[tuple[int, int]]:
        """Whole at a table where they fit, the tightest first, else a table filled, the largest first; tables alike
        count once."""
        tables: dict[int, int] = {}
        for table, seats in sorted(self.free.items()):
            if seats:
                tables.setdefault(seats, table)
        whole = [(tables[seats], rest) for seats in sorted(tables) if seats >= rest > 0]
        filled = [(tables[seats], seats) for seats in sorted(tables, reverse=True) if seats < rest]
        return whole + filled


def repair(
    layout: Layout, guests: Sequence[Guest], stands: Mapping[int, Place], locked: Mapping[int, Place]
) -> Proposal:
    """As many as possible have a seat, with as few as possible moved who sit rightly.

    Whoever eats halal and sits elsewhere, though there are tables for that, does not sit rightly. Free seats are given
    first; where none is left at a table for halal, one who eats everything makes room there and goes elsewhere.
    """
    has_halal = TableUse.HALAL in layout.uses
    given: dict[int, Given] = {}
    for guest in guests:
        place = stands.get(guest.id)
        if place in layout and place is not None and (guest.id in locked or _is_right(layout, guest, place)):
            given[guest.id] = Given(place, Why.LOCKED if guest.id in locked else Why.STAYS)
    waiting = [guest for guest in guests if guest.id not in given]
    halal = [guest for guest in waiting if guest.is_halal and has_halal]
    _give(layout, halal, TableUse.HALAL, Why.HALAL_TABLE, given)
    for guest in waiting:
        if guest.id not in given and guest not in halal:
            _give_near(layout, guest, guests, given)
    for guest in halal:
        if guest.id not in given:
            _make_room(layout, guest, guests, given, locked)
    left = tuple(guest.id for guest in guests if guest.id not in given)
    return Proposal({guest.id: given[guest.id] for guest in guests if guest.id in given}, left)


def _is_right(layout: Layout, guest: Guest, place: Place) -> bool:
    return not guest.is_halal or TableUse.HALAL not in layout.uses or layout.use(place[0]) is TableUse.HALAL


def _tables(layout: Layout, uses: Iterable[TableUse]) -> list[int]:
    wanted = set(uses)
    return [table for table in range(1, len(layout.rows) + 1) if layout.use(table) in wanted]


def _free_at(layout: Layout, given: Mapping[int, Given], uses: Iterable[TableUse]) -> dict[int, int]:
    tables = _tables(layout, uses)
    counts = Counter(table for table, _number in layout.free((one.place for one in given.values()), tables))
    return {table: counts[table] for table in tables if counts[table]}


def _give(layout: Layout, guests: Sequence[Guest], use: TableUse, why: Why, given: dict[int, Given]) -> None:
    free = layout.free((one.place for one in given.values()), _tables(layout, [use]))
    given.update({guest.id: Given(place, why, place[0]) for guest, place in zip(guests, free, strict=False)})


def _seat(
    layout: Layout,
    blocks: Sequence[tuple[str, list[Guest]]],
    parts: Sequence[Sequence[tuple[int, int]]],
    given: dict[int, Given],
) -> None:
    for (_unit, members), shares in zip(blocks, parts, strict=True):
        why, waiting = Why.WITH_UNIT if len(shares) == 1 else Why.SPLIT_UNIT, iter(members)
        for table, number in sorted(shares, key=lambda share: (-share[1], share[0])):
            free = layout.free((one.place for one in given.values()), [table])[:number]
            given.update({guest.id: Given(place, why, table) for place, guest in zip(free, waiting, strict=False)})


def _give_near(layout: Layout, guest: Guest, guests: Sequence[Guest], given: dict[int, Given]) -> None:
    free = _free_at(layout, given, TableUse)
    own = {given[other.id].place[0] for other in guests if other.unit == guest.unit and other.id in given}

    def liking(table: int) -> tuple[bool, bool, int, int]:
        fits = layout.use(table) is (TableUse.LEADERS if guest.leads else TableUse.USUAL)
        return fits, table in own, free[table], -table

    if free:
        table = max(free, key=liking)
        place = layout.free((one.place for one in given.values()), [table])[0]
        given[guest.id] = Given(place, Why.WITH_UNIT if table in own else Why.FREE_SEAT, table)


def _make_room(
    layout: Layout, guest: Guest, guests: Sequence[Guest], given: dict[int, Given], locked: Mapping[int, Place]
) -> None:
    going = next(
        (
            other
            for other in reversed(guests)
            if other.id in given
            and not other.is_halal
            and other.id not in locked
            and layout.use(given[other.id].place[0]) is TableUse.HALAL
        ),
        None,
    )
    free = _free_at(layout, given, [TableUse.USUAL]) or _free_at(layout, given, [TableUse.LEADERS])
    if going is None or not free:
        return
    place = given.pop(going.id).place
    given[guest.id] = Given(place, Why.HALAL_TABLE, place[0])
    table = max(free, key=lambda one: (free[one], -one))
    seat = layout.free((one.place for one in given.values()), [table])[0]
    given[going.id] = Given(seat, Why.MAKES_ROOM, table)
