"""What papers hear from downstairs."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask

from eventmgr.registration.signals import registrations_forgotten
from eventmgr.reports.certificates import statements as certificates
from eventmgr.reports.kept import statements as kept


def connect(_app: Flask) -> None:
    """Listen."""
    registrations_forgotten.connect(_on_forgotten)


def _on_forgotten(ids: Collection[int], *, sealed_only: bool, **_more: object) -> None:
    """What is known of a person goes, and whoever takes the place has not attended yet. Papers hold no sensitive answers."""
    if not sealed_only:
        kept.empty_parts(ids)
        certificates.delete_of(ids)
