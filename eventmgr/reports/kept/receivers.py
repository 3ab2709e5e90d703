"""What printings hear from downstairs."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask

from eventmgr.registration.signals import registrations_forgotten
from eventmgr.reports.kept import statements


def connect(_app: Flask) -> None:
    """Listen."""
    registrations_forgotten.connect(_on_forgotten)


def _on_forgotten(ids: Collection[int], *, sealed_only: bool, **_more: object) -> None:
    """Papers hold no sensitive answers."""
    if not sealed_only:
        statements.empty_parts(ids)
