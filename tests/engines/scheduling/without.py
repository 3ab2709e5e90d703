"""As if a library were not installed."""

from __future__ import annotations

import sys

import pytest


def hide_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on nothing of OR-Tools can be imported."""
    _hide(monkeypatch, "ortools")


def hide_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on nothing of numba can be imported."""
    _hide(monkeypatch, "numba")


def _hide(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    for name in [library, *(name for name in sys.modules if name.startswith(f"{library}."))]:
        monkeypatch.setitem(sys.modules, name, None)
