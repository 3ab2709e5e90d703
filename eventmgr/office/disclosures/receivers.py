"""What becomes of the record when its person is gone."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask

from eventmgr.event.registration.signals import registrations_forgotten
from eventmgr.office.disclosures import statements


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    registrations_forgotten.connect(_on_forgotten)


def _on_forgotten(ids: Collection[int], *, sealed_only: bool, **_more: object) -> None:
    if not sealed_only:
        statements.forget_people(ids)
