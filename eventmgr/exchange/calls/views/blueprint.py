"""The blueprint of the public pages, and what all of them share."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint

from eventmgr.exchange.calls.models import CallStage
from eventmgr.exchange.calls.stages import stage_of, takes_from_everybody
from eventmgr.exchange.calls.wording import (
    average_words,
    call_lines,
    days_words,
    event_of,
    metrics_of,
    place_of,
    points_of,
    submission_lines,
    submission_sections,
)
from eventmgr.exchange.cases.wording import place_of as place_of_case
from eventmgr.ground import clock
from eventmgr.matchmaking.listings.content.drafts import day_of
from eventmgr.tools.metrics.wording import in_order, metric_words, value_words
from eventmgr.tools.taxonomy.spoken import sectors_of, topics_of

bp = Blueprint("calls", __name__, url_prefix="/cases/calls")


def today() -> date:
    """The present date on the clock of the house, by which calls open and close."""
    return day_of(clock.now())


def words_for(day: date) -> dict[str, Any]:
    """Functions by which templates say what calls and submissions say."""
    return {
        "stage_of": lambda call: stage_of(call, day=day),
        "takes": lambda call: takes_from_everybody(call, day=day),
        "stages": CallStage,
        "days_words": days_words,
        "event_of": event_of,
        "call_lines": call_lines,
        "of_submission": submission_lines,
        "submission_sections": submission_sections,
        "metrics_of": metrics_of,
        "average_words": average_words,
        "points_of": points_of,
        "submission_place": place_of,
        "place_of": place_of_case,
        "sectors_of": sectors_of,
        "topics_of": topics_of,
        "in_order": in_order,
        "metric_words": metric_words,
        "value_words": value_words,
    }
