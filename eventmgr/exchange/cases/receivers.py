"""What cases do when people are forgotten."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask

from eventmgr.event.registration.signals import registrations_forgotten
from eventmgr.exchange.cases import queries, services


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    registrations_forgotten.connect(_on_forgotten)


def _on_forgotten(ids: Collection[int], *, sealed_only: bool, **_more: object) -> None:
    """What somebody has marked goes with what is personal, or when the place is another person's."""
    if not sealed_only and queries.is_marked_by(ids):
        services.forget_marks(ids)
