"""What imports keep to be undone goes with what it says of somebody."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask

from eventmgr.event.delegations.signals import liaisons_forgotten
from eventmgr.event.registration.signals import registrations_forgotten
from eventmgr.output.imports import statements


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    registrations_forgotten.connect(_on_forgotten)
    liaisons_forgotten.connect(_on_liaisons_forgotten)


def _on_forgotten(ids: Collection[int], **_more: object) -> None:
    statements.forget_values_before(ids)


def _on_liaisons_forgotten(ids: Collection[int], **_more: object) -> None:
    statements.forget_liaisons(ids)
