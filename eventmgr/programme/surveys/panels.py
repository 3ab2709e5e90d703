"""What other rooms show of questionnaires, and who may read and change them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import url_for

from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import OpenWork
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import Link
from eventmgr.event.registration.panels import people_seen
from eventmgr.ground import clock
from eventmgr.ground.i18n import _, _n, language, localized
from eventmgr.programme.surveys import queries
from eventmgr.programme.surveys.content.questions import said
from eventmgr.programme.surveys.labels import MOVED, SurveyState, state_at
from eventmgr.programme.surveys.models import Survey

LATEST = timedelta(days=30)
"""So long after an event its questionnaires open at the latest, as a rule."""
READ, EDIT = "surveys.read", "surveys.edit"


def open_work(event: Event) -> list[OpenWork]:
    """Questionnaires that nobody sees though the event is over, and those that are open on other days than it takes
    place."""
    at, address, surveys = clock.now(), url_for("surveys_manage.index", slug=event.slug), queries.list_surveys(event.id)
    entries = []
    waiting = [survey for survey in surveys if not survey.is_published and event.ends_at < at]
    if waiting:
        label = _n("%(num)s questionnaire is not published", "%(num)s questionnaires are not published", len(waiting))
        entries.append(OpenWork(label, address, EDIT, figure="surveys_unpublished"))
    early = [one for one in surveys if one.closes_at and at < one.closes_at < event.starts_at]
    late = [one for one in surveys if one.opens_at and one.opens_at > max(at, event.ends_at + LATEST)]
    apart = len({one.id for one in (*early, *late)})
    if apart:
        label = _n(
            "%(num)s questionnaire is open outside the days of the event",
            "%(num)s questionnaires are open outside the days of the event",
            apart,
        )
        entries.append(OpenWork(label, address, EDIT))
    return entries


def need(event: Event, at: datetime) -> str:
    """The event is just over, and people were there."""
    people = people_seen(event.id)
    if not event.ends_at <= at <= event.ends_at + LATEST or not people["expected"].number:
        return ""
    return _("The event is over. Ask participants what they thought of it?")


def moves(event: Event) -> list[tuple[str, str]]:
    """Questionnaires move along with the event, by a tick."""
    moving = queries.list_moving(event.id, at=clock.now())
    words = _n(
        "%(num)s questionnaire (%(names)s)",
        "%(num)s questionnaires (%(names)s)",
        len(moving),
        names=_(", ").join(localized(one.title) for one in moving),
    )
    return [(MOVED, words)] if moving else []


def open_for(registration: Registration) -> list[Survey]:
    """Open questionnaires that ask this person."""
    at = clock.now()
    return [
        survey
        for survey in queries.list_published(registration.event_id)
        if state_at(survey, registration.event, at) is SurveyState.OPEN and queries.is_asked(survey, registration)
    ]


def own_way(registration: Registration) -> Link | None:
    """The way from a person's own page to what asks them; nothing where nothing does."""
    if not open_for(registration):
        return None
    return Link(_("Questionnaires"), url_for("surveys.index", token=my_token(registration)))


def held_of(registration_id: int) -> list[Mapping[str, Any]]:
    """What somebody has answered with a name, for their own copy; of anonymous ones nothing is held."""
    lang = language()
    result: list[Mapping[str, Any]] = []
    answers = queries.list_answers_of(registration_id)
    items = queries.list_all_items([survey.id for survey, _answer in answers])
    for survey, answer in answers:
        lines = [
            f"{localized(item.label, lang)}: {said(item, answer.content[item.key], lang)}"
            for item in items.get(survey.id, ())
            if item.key in answer.content
        ]
        result.append({"survey": localized(survey.title, lang), "answers": "\n".join(lines)})
    return result
