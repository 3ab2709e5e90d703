"""What becomes of requests when their person is gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import Flask

from eventmgr.data_requests import services
from eventmgr.registration.signals import person_gone


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    person_gone.connect(_on_person_gone)


def _on_person_gone(_sender: None, *, registration_ids: Sequence[int], at: datetime, **_more: object) -> None:
    services.let_go(registration_ids, at=at)
