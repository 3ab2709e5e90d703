"""What becomes of contacts when their registration is forgotten, and what e-mails say when they leave."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask import Flask

from eventmgr.messages.secrets import offer_secret
from eventmgr.outcomes.deals.forgetting import forget_people
from eventmgr.outcomes.reminding import letters
from eventmgr.registration.signals import registrations_forgotten


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs, and put links in when an e-mail leaves."""
    registrations_forgotten.connect(_on_forgotten)
    offer_secret(letters.LINK, letters.resolve)
    offer_secret(letters.LEAVE, letters.resolve_leave)


def _on_forgotten(ids: Collection[int], *, at: datetime, sealed_only: bool, **_more: object) -> None:
    if not sealed_only:
        forget_people(ids, at=at)
