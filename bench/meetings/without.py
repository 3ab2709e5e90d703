"""What each technique of the scheduler gains: it is switched off here, the rest stays; all in one run, in turns.

    python -m bench.meetings.without [--kinds placing published large] [--seconds 40] [--only …]

Counted over all instances of a kind: breaks, weight placed, how many are proved, seconds of a processor (with those of the
solver's processes).
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from bench.meetings import generator, published
from eventmgr.engines.scheduling import solving
from eventmgr.engines.scheduling.annealing import cooling
from eventmgr.engines.scheduling.placement import guided_ejection, kempe_chains, placing, swap_annealing
from eventmgr.engines.scheduling.problem import lower
from eventmgr.engines.scheduling.reading import read_instance
from eventmgr.engines.scheduling.schedule import FEASIBLE


def main() -> None:
    """Print one line for each technique and kind of instance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kinds", nargs="*", default=["placing", "published", "large"])
    parser.add_argument("--seconds", type=float, default=40, help="for each published instance")
    parser.add_argument("--only", nargs="*", default=list(OFF))
    chosen = parser.parse_args()
    kinds: dict[str, tuple[Callable[[dict[str, Any], float], tuple[float, ...]], list[dict[str, Any]]]] = {
        "placing": (_placed, [generator.event(name, seed) for name in _PLACED for seed in (1, 2)]),
        "placing more than fits": (_placed, [_overfull(name, keep) for name in _FULL for keep in (0.8, 0.9)]),
        "placing 40 where 36 fit": (_placed, [_part(seed) for seed in range(12)]),
        "published": (_solved, [published.load(name) for name in published.RESULTS]),
        "large": (_solved, [generator.event(name, 1) for name in ("light-b", "heavy-b")]),
    }
    print("| instances | switched off | breaks | placed | of | proved | s of a processor | ratio |")
    print("|---|---|--:|--:|--:|--:|--:|--:|")
    for kind, (measured, instances) in kinds.items():
        if kind.split()[0] not in chosen.kinds:
            continue
        totals = {name: [0.0] * 5 for name in ["nothing", *chosen.only]}
        for data in instances:
            for name, total in totals.items():
                before = _spent()
                with OFF.get(name, contextlib.nullcontext)():
                    values = measured(data, chosen.seconds)
                for at, value in enumerate((*values, _spent() - before)):
                    total[at] += value
        for name, (breaks, placed, wanted, proved, spent) in totals.items():
            ratio = spent / totals["nothing"][4]
            cells = f"{breaks:.0f} | {placed:.0f} | {wanted:.0f} | {proved:.0f} | {spent:.1f} | {ratio:.2f}"
            print(f"| {kind} ({len(instances)}) | {name} | {cells} |", flush=True)


def _placed(data: dict[str, Any], _seconds: float) -> tuple[float, ...]:
    instance = read_instance(data)
    found = placing.place_and_prove(lower(instance), seed=1)
    weights = [meeting.weight for meeting in instance.meetings]
    missing = sum(weights[meeting] for meeting in found.timetable.unscheduled())
    return 0, sum(weights) - missing, sum(weights), found.most


def _solved(data: dict[str, Any], seconds: float) -> tuple[float, ...]:
    instance = read_instance(data)
    schedule = solving.solve(instance, seconds=seconds, seed=1, threads=2)
    weights = [meeting.weight for meeting in instance.meetings]
    placed = sum(weights[one.meeting] for one in schedule.placed)
    return schedule.breaks, placed, sum(weights), schedule.status != FEASIBLE


def _spent() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


_PLACED = ("light-a", "heavy-a", "light-b", "heavy-b", "light-c", "heavy-c")
_FULL = ("forum-13", "forum-14", "tic-12", "tic-13", "ticf-13crafa")


def _overfull(name: str, keep: float) -> dict[str, Any]:
    """A published event with fewer tables and weights: not everything can be placed."""
    data = published.load(name)
    data["tables"] = max(1, int(data["tables"] * keep * len(data["meetings"]) / (data["tables"] * data["slots"])))
    for number, meeting in enumerate(data["meetings"]):
        meeting["weight"] = 1 + number % 3
    return data


def _part(seed: int) -> dict[str, Any]:
    """Forty meetings of a published event on few slots and tables."""
    data = published.load(list(published.RESULTS)[seed])
    data["meetings"] = [dict(meeting, weight=1 + at % 3) for at, meeting in enumerate(data["meetings"][:40])]
    for meeting in data["meetings"]:
        meeting.pop("after", None)
        meeting.pop("fixed", None)
        meeting.pop("session", None)
    data["slots"], data["morning_slots"], data["tables"] = 6, 3, 6
    data["absent"] = [[slot for slot in away if slot < 6] for away in data["absent"]]
    return data


@contextmanager
def _compiled() -> Iterator[None]:
    with patch.object(cooling, "_engine", lambda _timetable, _order: cooling.plain):
        yield


@contextmanager
def _annealing() -> Iterator[None]:
    with patch.object(solving._Search, "_walk", lambda _self, _order: None):
        yield


@contextmanager
def _kempe() -> Iterator[None]:
    with patch.object(kempe_chains.KempeChains, "insert", lambda _self, _meeting: False):
        yield


@contextmanager
def _ejection() -> Iterator[None]:
    with patch.object(guided_ejection.GuidedEjection, "run", lambda *_arguments: None):
        yield


@contextmanager
def _swaps() -> Iterator[None]:
    with patch.object(swap_annealing.SwapAnnealing, "run", lambda *_arguments: None):
        yield


@contextmanager
def _bounds() -> Iterator[None]:
    floors = solving.person_bounds

    def nothing(*arguments: Any) -> Any:
        found = floors(*arguments)
        return dataclasses.replace(found, fewest=(0,) * len(found.fewest))

    with patch.object(solving, "person_bounds", nothing), patch.object(solving, "conflicts", lambda *_arguments: []):
        yield


@contextmanager
def _groups() -> Iterator[None]:
    with patch.object(solving, "conflicts", lambda *_arguments: []):
        yield


@contextmanager
def _solver() -> Iterator[None]:
    with patch.object(solving, "is_small_enough", lambda _incumbent: False):
        yield


OFF: dict[str, Callable[[], Any]] = {
    "numba": _compiled,
    "annealing": _annealing,
    "Kempe chains of placing": _kempe,
    "guided ejection": _ejection,
    "swaps": _swaps,
    "own lower bounds": _bounds,
    "groups of people": _groups,
    "the solver": _solver,
}

if __name__ == "__main__":
    main()
