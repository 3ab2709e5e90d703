"""On the plain form the product's checker and the published one judge every schedule alike."""

from __future__ import annotations

import importlib.util
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.meetings import published
from eventmgr.engines.scheduling.checking import check
from eventmgr.engines.scheduling.reading import read_instance, read_schedule
from tests.soak import times

pytestmark = pytest.mark.skipif(
    not published.CHECKER.is_file(), reason=f"the published checker is not in {published.FOLDER}"
)


@pytest.fixture(scope="module")
def judge() -> ModuleType:
    """The published checker."""
    spec = importlib.util.spec_from_file_location("published_checker", published.CHECKER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A small instance and a schedule, right at times."""
    people, slots = draw(st.integers(2, 5)), draw(st.integers(1, 6))
    count = draw(st.integers(0, 6))
    numbers = st.integers(0, slots - 1)
    meetings = []
    for number in range(count):
        a, b = draw(st.permutations(range(people)))[:2]
        meeting: dict[str, Any] = {"a": a, "b": b, "weight": draw(st.integers(1, 3))}
        match draw(st.integers(0, 5)):
            case 0:
                meeting["session"] = draw(st.integers(1, 2))
            case 1:
                meeting["fixed"] = draw(numbers)
            case 2 if number:
                meeting["after"] = [draw(st.integers(0, number - 1))]
        meetings.append(meeting)
    tables = draw(st.integers(0, 3))
    instance = {
        "participants": people,
        "slots": slots,
        "morning_slots": draw(st.integers(0, slots)),
        "tables": tables,
        "absent": [draw(st.lists(numbers, max_size=2)) for _ in range(people)],
        "meetings": meetings,
    }
    if draw(st.booleans()):
        instance["slot_tables"] = draw(st.lists(st.integers(0, 3), min_size=slots, max_size=slots))
    table = st.none() | st.integers(0, 3)
    rows = [[number, draw(st.integers(0, slots)), draw(table)] for number in range(count) if draw(st.booleans())]
    rows += draw(st.lists(st.tuples(st.integers(0, count), numbers, table).map(list), max_size=1))
    return instance, {"meetings": rows}


@settings(max_examples=times(400), deadline=None)
@given(cases())
def test_both_checkers_judge_alike(judge, case):
    form, rows = case
    theirs = judge.check(form, rows)

    ours = check(read_instance(form), read_schedule(rows), reported=())

    assert (ours.errors == ()) == theirs["feasible"], [str(error) for error in ours.errors]
    if theirs["feasible"]:
        figures = ours.figures
        assert (figures.placed, figures.weight, figures.breaks, figures.most_breaks) == (
            *(theirs["placed"], theirs["weight"], theirs["breaks"], theirs["max_breaks"]),
        )
        assert (figures.spread, figures.idle, figures.table_changes) == (
            *(theirs["spread"], theirs["idle_slots"], theirs["table_moves"]),
        )
