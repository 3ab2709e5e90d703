"""Tables, against every way of sharing out small meals."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.on_site.seating.meals.proposal import propose, repair, share_out
from eventmgr.on_site.seating.places import Guest, Layout, TableUse, Why
from tests.soak import times

USUAL, LEADERS, HALAL = TableUse.USUAL, TableUse.LEADERS, TableUse.HALAL


def fewest_pairs(sizes, tables):
    """The least number of pairs of block and table, by trying all."""
    best = None
    units = [unit for unit, size in enumerate(sizes) for _one in range(size)]
    for seating in product(range(len(tables)), repeat=len(units)):
        if all(seating.count(table) <= seats for table, seats in enumerate(tables)):
            pairs = len(set(zip(units, seating, strict=True)))
            best = pairs if best is None else min(best, pairs)
    return best


@settings(max_examples=times(40), deadline=None)
@given(
    sizes=st.lists(st.integers(1, 4), min_size=1, max_size=3),
    tables=st.lists(st.integers(1, 4), min_size=1, max_size=3),
)
def test_delegations_are_at_as_few_tables_as_any_way_has(sizes, tables):
    if sum(sizes) > sum(tables) or sum(sizes) > 8:
        return
    parts = share_out(sizes, dict(enumerate(tables)))
    assert [sum(seats for _table, seats in part) for part in parts] == sizes
    used = {}
    for part in parts:
        for table, seats in part:
            used[table] = used.get(table, 0) + seats
    assert all(used[table] <= tables[table] for table in used)
    assert sum(map(len, parts)) == fewest_pairs(sizes, tables)


def crowd(*rows):
    """Guests from (unit, leads, halal)."""
    return [Guest(number, unit, leads=leads, is_halal=halal) for number, (unit, leads, halal) in enumerate(rows, 1)]


def test_halal_leaders_and_delegations_have_their_tables():
    layout = Layout((3, 2, 3), uses=(LEADERS, HALAL, USUAL))
    guests = crowd(("a", True, False), ("a", False, False), ("a", False, True), ("b", True, False), ("b", False, False))
    given_ = propose(layout, guests).given
    assert {who: (one.place[0], one.why) for who, one in given_.items()} == {
        1: (1, Why.LEADERS_TABLE), 2: (3, Why.WITH_UNIT), 3: (2, Why.HALAL_TABLE), 4: (1, Why.LEADERS_TABLE), 5: (3, Why.WITH_UNIT),
    }  # fmt: skip


layouts = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from([USUAL, USUAL, LEADERS, HALAL])), min_size=1, max_size=3
).map(lambda tables: Layout(tuple(seats for seats, _use in tables), uses=tuple(use for _seats, use in tables)))
guests_drawn = st.lists(st.tuples(st.sampled_from("ab"), st.booleans(), st.booleans()), max_size=6).map(
    lambda rows: crowd(*rows)
)


@given(layout=layouts, guests=guests_drawn)
def test_everybody_who_can_has_one_seat(layout, guests):
    proposal = propose(layout, guests)
    places = [one.place for one in proposal.given.values()]
    assert len(places) == len(set(places)) == min(len(guests), layout.seats)
    assert all(place in layout for place in places)


def is_right(layout, guest, table):
    """Where somebody may sit after a repair."""
    use = layout.use(table)
    if guest.is_halal and HALAL in layout.uses:
        return use is HALAL
    return True


def best_repair(layout, guests, stands):
    """(most seated, fewest moved of those who sit rightly), by trying all tables; seats at a table are alike."""
    best = (-1, 0)
    tables = [0, *range(1, len(layout.rows) + 1)]
    for seating in product(tables, repeat=len(guests)):
        if any(table and seating.count(table) > layout.rows[table - 1] for table in tables):
            continue
        moved = seated = 0
        for guest, table in zip(guests, seating, strict=True):
            here = stands.get(guest.id)
            sat_rightly = here is not None and (
                not guest.is_halal or HALAL not in layout.uses or layout.use(here[0]) is HALAL
            )
            stays = sat_rightly and table == here[0]
            if table and not stays and not is_right(layout, guest, table):
                break
            if sat_rightly and not stays:
                moved += 1
                if not table:
                    break
            seated += bool(table)
        else:
            best = max(best, (seated, -moved))
    return best


@settings(max_examples=times(60), deadline=None)
@given(layout=layouts, guests=guests_drawn, data=st.data())
def test_a_repair_seats_as_many_and_moves_as_few_as_any_way(layout, guests, data):
    here = guests[: data.draw(st.integers(0, len(guests)))]
    free = layout.free([])
    seats = data.draw(st.permutations(free))[: len(here)]
    stands = {guest.id: place for guest, place in zip(here, seats, strict=False)}
    mended = repair(layout, guests, stands, {})
    right = {who: place for who, place in stands.items() if next(g for g in guests if g.id == who)}
    sat_wrongly = {
        g.id
        for g in guests
        if g.is_halal and HALAL in layout.uses and g.id in right and layout.use(right[g.id][0]) is not HALAL
    }
    moved = [who for who in mended.moves(stands) if who not in sat_wrongly]
    assert (len(mended.given), -len(moved)) == best_repair(layout, guests, stands)
