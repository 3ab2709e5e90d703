"""Measures the meeting scheduler and prints Markdown: `python -m bench.meetings [TABLE …]`."""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
from collections.abc import Callable, Iterator

from bench.meetings import tables
from bench.meetings.tables import Budget

TABLES: dict[str, Callable[[Budget], Iterator[str]]] = {
    "originals": tables.originals,
    "derived": tables.derived,
    "placing": tables.placing,
    "large": tables.large,
    "repair": tables.repair,
    "sample": tables.sample,
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures the meeting scheduler and prints Markdown.")
    parser.add_argument("tables", nargs="*", choices=[[], *TABLES], default=[], help="All, if none is named.")
    parser.add_argument("--seconds", type=float, default=60, help="Budget for each large event (60).")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1, help="Of generated events and of the search.")
    parser.add_argument("--sizes", nargs="*", default=[], help="Only these large events (light-a … heavy-d, ciie).")
    parser.add_argument("--every", type=int, default=1, help="Only each nth derived instance.")
    options = parser.parse_args()
    budget = Budget(options.seconds, options.threads, options.seed, tuple(options.sizes), options.every)
    print(_machine(options.threads), flush=True)
    for name in options.tables or TABLES:
        for line in TABLES[name](budget):
            print(line, flush=True)


def _machine(threads: int) -> str:
    extras = [name for name in ("ortools", "numba", "numpy") if importlib.util.find_spec(name)]
    return (
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {threads} threads asked for, "
        f"load {os.getloadavg()[0]:.1f}, with {', '.join(extras) or 'no extra'}."
    )


if __name__ == "__main__":
    main()
