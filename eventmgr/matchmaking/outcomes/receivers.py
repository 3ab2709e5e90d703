"""What a copy of an event takes along, what becomes of contacts when their registration is forgotten, what e-mails say
when they leave, and deals from results of meetings."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask import Flask

from eventmgr.event.events.models import Event
from eventmgr.event.events.signals import event_cloned
from eventmgr.event.registration.signals import registrations_forgotten
from eventmgr.matchmaking.meeting_day.models import MeetingResult
from eventmgr.matchmaking.meeting_day.signals import result_told
from eventmgr.matchmaking.outcomes.deals.forgetting import forget_people
from eventmgr.matchmaking.outcomes.deals.services import copy_plan
from eventmgr.matchmaking.outcomes.following.services import follow_result
from eventmgr.matchmaking.outcomes.reminding import letters
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.secrets import offer_secret


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
