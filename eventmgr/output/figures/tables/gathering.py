"""From choices to a table: whose events, what of them, told apart by what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.forms.participant_types.types import HOUSE_TYPES
from eventmgr.event.registration.counting.queries import count_people
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import localized
from eventmgr.identity.accounts.models import User
from eventmgr.matchmaking.outcomes.deals.figures import counts_deal
from eventmgr.matchmaking.outcomes.deals.queries import list_facts
from eventmgr.output.figures.queries import invited, meetings, scope, themes
from eventmgr.output.figures.queries.scope import Occasion
from eventmgr.output.figures.tables.carriers import Place, main_lines, places_of, table_of
from eventmgr.output.figures.tables.choosing import Choices, check_narrowing, is_within
from eventmgr.output.figures.tables.measures import (
    CASES,
    DEALS,
    FAMILY_SWITCHES,
    FILTERS,
    INVITED,
    INVITEES,
    LISTINGS,
    OF_EVENTS,
    PEOPLE,
    PEOPLE_SWITCHES,
    SHARED,
    SIDE_BY_SIDE,
)
from eventmgr.output.figures.tables.naming import Names
from eventmgr.tools.crosstabs.apart import SMALLEST, apart
from eventmgr.tools.crosstabs.pivot import Count, Table, of_cells, pivot
from eventmgr.tools.crosstabs.publishing import OTHERS, publish
from eventmgr.tools.taxonomy import find_unit

TALLIED = frozenset({"unit", "province", "sector", "role"})
"""What narrows people before they are counted; by the rest they are narrowed afterwards."""


@dataclass(frozen=True)
class Fact:
    """So many of what has these values; `keys` holds those of its event, too."""

    keys: Mapping[str, str]
    n: int
    measure: str
    deals: int = 0
    """Of an amount: how many deals it is made of."""
    is_checked: bool = True
    """Whether its events have check-in; else nobody there can be missing."""


@dataclass(frozen=True)
class View:
    """A table with what is needed to say and to follow it."""

    choices: Choices
    table: Table
    names: Names
    occasions: tuple[Occasion, ...]
    tracks: Mapping[str, str] = field(default_factory=dict)
    """Key of a track → number of the first track of that name."""
    rates: Mapping[str | None, float] = field(default_factory=dict)
    """Row → missing in percent of expected at events that are over; None: of all rows."""
    ids: tuple[int, ...] = ()
    """Numbers of the sessions, listings, cases or adoptions that are counted, each once."""
    withheld: bool = False
    """Nothing may be published: there are too few altogether."""


def gather(user: User, choices: Choices, lang: str, *, at: datetime, event: Event | None = None) -> View:
    """The table that is asked for.

    Args:
        event: figures are those of this one alone.
        at: until when events are over.

    Raises:
        BadValue: it is narrowed to something that does not exist.
    """
    occasions = _occasions(user, choices, event)
    tracks = scope.list_track_names([item.id for item in occasions]) if "track" in choices.needed() else {}
    lines = main_lines() if choices.chosen_measure.family == CASES and "track" in choices.needed() else {}
    names = Names(
        lang,
        events={item.slug: item.title for item in occasions},
        series={item.series: item.series_name for item in occasions if item.series},
        tracks={localized(name, "zh"): name for name in (*lines.values(), *tracks.values())},
        types=types_of(event) if event is not None else HOUSE_TYPES,
    )
    _check(choices, names)
    if choices.chosen_measure.family in SHARED:
        keys = {number: localized(dict(name), "zh") for number, name in (*lines.items(), *tracks.items())}
        places = _shared(choices, occasions, keys)
        columns = names.order(choices.columns) if choices.columns else ("",)
        ids = tuple(sorted({place.id for place in places}))
        table = table_of(places, names.order(choices.rows), columns)
        return View(choices, table, names, tuple(occasions), ids=ids)
    over, running, ahead = _by_time(occasions, at)
    of_over = [fact for fact in _facts(choices, over, tracks) if _is_asked(choices, fact)]
    facts = [*of_over, *(fact for fact in _facts(choices, running, tracks) if _is_asked(choices, fact))]
    held = {fact.keys.get(choices.rows, "") for fact in facts}
    facts += [fact for fact in _facts(choices, ahead, tracks) if _is_asked(choices, fact) and fact.measure != "missing"]
    table = _table(choices, facts, names, occasions, held)
    numbers = {localized(name, "zh"): number for number, name in reversed(tracks.items())}
    rates = _rates(choices, of_over) if choices.is_side_by_side else {}
    view = View(choices, table, names, tuple(occasions), numbers, rates)
    return _published(view, facts) if choices.public else view


def _by_time(occasions: Sequence[Occasion], at: datetime) -> tuple[list[Occasion], list[Occasion], list[Occasion]]:
    """Events that are over, those that have begun, and those to come, at which nobody is missing yet."""
    over = [one for one in occasions if one.ends_at <= at]
    running = [one for one in occasions if one.starts_at <= at < one.ends_at]
    return over, running, [one for one in occasions if one.starts_at > at]


def _rates(choices: Choices, facts: Iterable[Fact]) -> dict[str | None, float]:
    numbers: Counter[tuple[str | None, str]] = Counter()
    for fact in facts:
        for row in (fact.keys.get(choices.rows, ""), None) if fact.is_checked else ():
            numbers[row, fact.measure] += fact.n
    if not numbers[None, "attended"]:
        return {}
    rows = [row for row, measure in numbers if measure == "expected" and numbers[row, measure]]
    return {row: round(100 * numbers[row, "missing"] / numbers[row, "expected"], 1) for row in rows}


def _occasions(user: User, choices: Choices, event: Event | None) -> list[Occasion]:
    year = choices.only("year")
    occasions = scope.list_occasions(
        user,
        choices.chosen_measure.permission,
        series=choices.only("series"),
        year=int(year) if year and year.isascii() and year.isdecimal() and len(year) == 4 else None,
        only=event.id if event is not None else None,
    )
    asked = {name: value for name, value in choices.narrow if name in OF_EVENTS}
    if choices.chosen_measure.family == CASES:
        return []
    return [one for one in occasions if asked.items() <= _of_event(one).items()] if event is None else occasions


def _check(choices: Choices, names: Names) -> None:
    """A slug that the reader does not see is one that does not exist."""
    check_narrowing(choices, names.is_known)


def _of_event(one: Occasion) -> dict[str, str]:
    return {"event": one.slug, "series": one.series, "year": one.year, "kind": one.kind.value, "host": one.host}


def _is_asked(choices: Choices, fact: Fact) -> bool:
    theme = choices.only("theme")
    return all(
        fact.keys.get(name, "") == value for name, value in choices.narrow if name not in OF_EVENTS | FILTERS
    ) and (theme is None or is_within(theme, fact.keys.get("sector", "")))


def _shared(choices: Choices, occasions: Sequence[Occasion], tracks: Mapping[str, str]) -> list[Place]:
    """What stands where of sessions, listings and cases, where these are on; cases are those of the site."""
    switch = FAMILY_SWITCHES.get(choices.chosen_measure.family)
    ids = [one.id for one in occasions if is_on(switch, one)]
    is_there = choices.chosen_measure.family != CASES or is_on(switch, None)
    events = {one.id: _of_event(one) for one in occasions}
    return list(places_of(choices, ids, events, tracks)) if is_there else []


def _facts(choices: Choices, occasions: Sequence[Occasion], tracks: Mapping[str, Mapping[str, str]]) -> Iterator[Fact]:
    """What the choices need, event by event only where the table tells events apart."""
    if not occasions:
        return
    switch = FAMILY_SWITCHES.get(choices.chosen_measure.family)
    ids = [one.id for one in occasions if is_on(switch, one)]
    events = {one.id: _of_event(one) for one in occasions}
    family = choices.chosen_measure.family
    if family == PEOPLE:
        words = {number: localized(dict(name), "zh") for number, name in tracks.items()}
        for off, part in _by_what_is_off(occasions).items():
            yield from _people(choices, part, events, words, off)
    elif family == INVITED:
        for event_id, unit in invited.list_invited(ids):
            yield Fact({**events[event_id], "unit": unit, "province": _province_of(unit)}, 1, choices.measure)
    elif family == INVITEES:
        for group in invited.count_invitees(ids):
            own = {"unit": group.unit, "province": _province_of(group.unit), "role": group.role}
            yield Fact({**events[group.event_id], **own}, group.n, choices.measure)
    elif family == DEALS:
        with_listings = _with_listings(occasions)
        topics = themes.load_topics_of_deals(with_listings) if "topic" in choices.needed() else {}
        yield from _deals(choices, ids, events, topics)
    else:
        counted = meetings.count_met(ids) if choices.measure == "met" else meetings.count_held(ids)
        for row in counted:
            keys = row._asdict()
            event_id, n = keys.pop("event_id"), keys.pop("n")
            yield Fact({**events[event_id], **keys}, n, choices.measure)


def _with_listings(occasions: Sequence[Occasion]) -> list[int]:
    return [occasion.id for occasion in occasions if is_on(FAMILY_SWITCHES[LISTINGS], occasion)]


def _by_what_is_off(occasions: Sequence[Occasion]) -> dict[frozenset[str], list[int]]:
    """What tells people apart or counts them and is off at an event → the events of which that holds."""
    parts: dict[frozenset[str], list[int]] = {}
    for occasion in occasions:
        off = frozenset(name for name, switch in PEOPLE_SWITCHES.items() if not is_on(switch, occasion))
        parts.setdefault(off, []).append(occasion.id)
    return parts


def _people(
    choices: Choices,
    ids: Sequence[int],
    events: Mapping[int, Mapping[str, str]],
    tracks: Mapping[str, str],
    off: frozenset[str],
) -> Iterator[Fact]:
    """People of these events, at which nobody is told apart by what is `off`, and which do not count measures that
    are."""
    needed = [name for name in choices.needed() if name not in off]
    by_event = {choices.rows, choices.columns} & OF_EVENTS
    by = [*(["event"] if by_event else []), *needed]
    measures = [key for key in (SIDE_BY_SIDE if choices.is_side_by_side else (choices.measure,)) if key not in off]
    narrow = {name: value for name, value in choices.narrow if name in TALLIED - off}
    people = count_people(ids, [*by, "is_restricted"] if choices.public else by, narrow=narrow)
    counted = people.shown if choices.public else people
    for measure in measures:
        for cell in counted[measure].rows:
            keys = {name: getattr(cell, name) for name in needed}
            if by_event:
                keys |= events[int(cell.event)]
            if "track" in keys:
                keys["track"] = tracks.get(cell.track, "")
            yield Fact(keys, cell.n, measure, is_checked="missing" not in off)


def _deals(
    choices: Choices, ids: Sequence[int], events: Mapping[int, Mapping[str, str]], topics: Mapping[int, str]
) -> Iterator[Fact]:
    for row in list_facts(ids):
        if not counts_deal(choices.measure, row):
            continue
        sides = {"province": row.province, "sector": row.sector, "size": row.size, "partner": row.partner}
        sides["topic"] = topics.get(row.id, "")
        n = row.amount if choices.chosen_measure.is_money else 1
        yield Fact({**events[row.event_id], **sides}, n, choices.measure, 1 if row.amount else 0)


def _table(
    choices: Choices, facts: Iterable[Fact], names: Names, occasions: Sequence[Occasion], held: Collection[str]
) -> Table:
    """Side by side each event has a row, also one for which nobody has registered; who is missing is told of rows of
    which an event has begun."""
    row, column = choices.rows, choices.columns
    if choices.is_side_by_side:
        counts = [Count(fact.keys.get(row, ""), fact.measure, fact.n) for fact in facts]
        on = [one for one in occasions if one.status is not EventStatus.CANCELLED]
        always = {_of_event(one)[row] for one in on} - {""} if row in OF_EVENTS else set()
        return _all_columns(pivot(counts, names.order(row), SIDE_BY_SIDE, always=always), held)
    counts = [Count(fact.keys.get(row, ""), fact.keys.get(column, "") if column else "", fact.n) for fact in facts]
    return pivot(counts, names.order(row), names.order(column) if column else ("",))


def _all_columns(table: Table, held: Collection[str]) -> Table:
    """Every measure has its column, also one of which nobody is counted."""
    place = {key: j for j, key in enumerate(table.columns)}
    cells = [[row[place[key]] or 0 if key in place else 0 for key in SIDE_BY_SIDE] for row in table.cells]
    whole = of_cells(table.rows, SIDE_BY_SIDE, cells)
    last = SIDE_BY_SIDE.index("missing")
    shown = [
        row if key in held else (*row[:last], None, *row[last + 1 :])
        for key, row in zip(whole.rows, whole.cells, strict=True)
    ]
    sums = list(whole.column_sums)
    if all(row[last] is None for row in shown):
        sums[last] = None
    return replace(whole, cells=tuple(shown), column_sums=tuple(sums))


def _published(view: View, facts: Sequence[Fact]) -> View:
    choices, names = view.choices, view.names
    if choices.chosen_measure.is_money:
        return _published_amounts(view, facts)
    kinds: Callable[[str], int] = names.kinds
    columns = kinds(choices.columns) if choices.columns else 1
    table = publish(view.table, row_kinds=kinds(choices.rows), column_kinds=columns)
    return replace(view, table=table, withheld=not table.rows and view.table.total > 0)


def _published_amounts(view: View, facts: Sequence[Fact]) -> View:
    """Amounts by one thing: a line stands for itself where enough deals make it up, the others stand together."""
    row = view.choices.rows
    numbers: dict[str, int] = {}
    for fact in facts:
        numbers[fact.keys.get(row, "")] = numbers.get(fact.keys.get(row, ""), 0) + fact.deals
    shown = apart({key: n for key, n in numbers.items() if n}, view.names.kinds(row))
    if sum(numbers.values()) < SMALLEST:
        return replace(view, table=of_cells((), (), ()), withheld=bool(numbers))
    sums = dict(zip(view.table.rows, view.table.row_sums, strict=True))
    rest = sum(n for key, n in sums.items() if key not in shown)
    lines = [(key, sums[key]) for key in view.table.rows if key in shown] + ([(OTHERS, rest)] if rest else [])
    table = of_cells([key for key, _n in lines], ("",), [[n] for _key, n in lines])
    return replace(view, table=table)


def _province_of(unit: str) -> str:
    found = find_unit(unit)
    return found.province_code if found is not None else ""


@dataclass(frozen=True)
class Reach:
    """From how many provinces and how many delegations people come, each counted once however many events there are."""

    provinces: int
    delegations: int


def reach_of(view: View) -> Reach | None:
    """Of the people of a table; None where it counts no people, or may say only what is published."""
    choices = view.choices
    if choices.chosen_measure.family != PEOPLE or choices.public:
        return None
    wanted = replace(choices, columns="unit", rows="province", measure=choices.measure)
    tracks = {number: {"zh": key} for key, number in view.tracks.items()}
    facts = [fact for fact in _facts(wanted, view.occasions, tracks) if _is_asked(wanted, fact) and fact.n]
    found = [(fact.keys["province"], fact.keys.get("unit", "")) for fact in facts]
    return Reach(len({one for one, _unit in found if one}), len({unit for _one, unit in found if unit}))
