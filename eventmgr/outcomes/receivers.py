"""What a copy of an event takes along, what becomes of contacts when their registration is forgotten, what e-mails say when they
leave, and deals from results of meetings."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask import Flask

from eventmgr.events.models import Event
from eventmgr.events.signals import event_cloned
from eventmgr.log.services import Act
from eventmgr.meetings.day.models import MeetingResult
from eventmgr.meetings.day.signals import result_told
from eventmgr.messages.secrets import offer_secret
from eventmgr.outcomes.deals.forgetting import forget_people
from eventmgr.outcomes.deals.services import copy_plan
from eventmgr.outcomes.following.services import follow_result
from eventmgr.outcomes.reminding import letters
from eventmgr.registration.signals import registrations_forgotten


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs, and put links in when an e-mail leaves."""
    event_cloned.connect(_on_cloned)
    registrations_forgotten.connect(_on_forgotten)
    result_told.connect(_on_result)
    offer_secret(letters.LINK, letters.resolve)
    offer_secret(letters.LEAVE, letters.resolve_leave)


def _on_cloned(copy: Event, *, source: Event, **_more: object) -> None:
    """What is set for deals, no deal."""
    copy_plan(copy, source)


def _on_result(result: MeetingResult, *, event: Event, act: Act, **_more: object) -> None:
    follow_result(event, result, act=act)


def _on_forgotten(ids: Collection[int], *, at: datetime, sealed_only: bool, **_more: object) -> None:
    if not sealed_only:
        forget_people(ids, at=at)
