"""What `make test` leaves to a soak: a part of all combinations, the same each time, with everything in it once at least."""

from __future__ import annotations

import itertools

import pytest

from tests import soak

PAIRS = list(itertools.product(range(30), "abcdefghij"))


@pytest.fixture(autouse=True)
def no_soak(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soak, "TIMES", 0)


def test_of_all_combinations_a_part_in_their_order_and_each_thing_once_at_least():
    kept = soak.cut(PAIRS, 5)

    assert kept == [pair for pair in PAIRS if pair in kept]
    assert kept == soak.cut(PAIRS, 5)
    assert {number for number, _letter in kept} == set(range(30))
    assert {letter for _number, letter in kept} == set("abcdefghij")
    assert len(kept) < len(PAIRS) / 2


def test_one_in_one_is_all():
    assert soak.cut(PAIRS, 1) == PAIRS


def test_a_soak_takes_all(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(soak, "TIMES", 1)

    assert soak.cut(PAIRS, 5) == PAIRS
