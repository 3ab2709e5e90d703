"""Steps of the tests of round trips, which others take too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Head:
    label: str
    place: int

    def text(self, row: list[str]) -> str:
        return row[self.place]


def heads(*labels: str) -> list[Any]:
    return [Head(label, place) for place, label in enumerate(labels)]
