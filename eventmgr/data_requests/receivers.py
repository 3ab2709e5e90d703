"""What becomes of requests when their person is gone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask import Flask

from eventmgr.data_requests import services
from eventmgr.registration.signals import registrations_forgotten


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    registrations_forgotten.connect(_on_forgotten)


def _on_forgotten(ids: Collection[int], *, at: datetime, sealed_only: bool, **_more: object) -> None:
    if not sealed_only:
        services.let_go(ids, at=at)
