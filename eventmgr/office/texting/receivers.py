"""What becomes of short messages when their reader is gone."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask

from eventmgr.event.registration.signals import registrations_forgotten
from eventmgr.office.texting.models import about
from eventmgr.tools.channels.services import forget_readers


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    registrations_forgotten.connect(_on_forgotten)


def _on_forgotten(ids: Collection[int], *, sealed_only: bool, **_more: object) -> None:
    if not sealed_only:
        forget_readers([about(number) for number in ids])
