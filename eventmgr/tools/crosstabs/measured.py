"""Measured rows, told apart by their attributes. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeVar


class HasNumber(Protocol):
    """A row that stands for `n` people or things with the same attributes."""

    @property
    def n(self) -> int:
        """The number of people counted."""


RowT = TypeVar("RowT", bound=HasNumber)


@dataclass(frozen=True)
class Measured(Generic[RowT]):
    """The rows of one measure.

    Args:
        distinct: attribute whose different values are the number; empty: the rows themselves are counted.
    """

    rows: tuple[RowT, ...]
    distinct: str = ""

    @property
    def number(self) -> int:
        """The measure of all rows together; values that are empty are not counted as different ones."""
        if self.distinct:
            return sum(1 for value in self.by(self.distinct) if value)
        return sum(row.n for row in self.rows)

    def by(self, name: str) -> Counter[str]:
        """Value of an attribute → how many; the empty value stands for those that state none."""
        return self._counter(attrgetter(name))

    def across(self, *names: str) -> Counter[tuple[str, ...]]:
        """Values of several attributes, in their order → how many."""
        return self._counter(lambda row: tuple(getattr(row, name) for name in names))

    def _counter(self, key: Callable[[RowT], Any]) -> Counter[Any]:
        counter: Counter[Any] = Counter()
        for row in self.rows:
            counter[key(row)] += row.n
        return counter
