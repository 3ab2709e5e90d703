"""Questionnaires are made, changed, published, closed and removed; codes for the wall; quotes for the summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import Bilingual, _, localized
from eventmgr.programme.surveys import queries
from eventmgr.programme.surveys.content.questions import Item
from eventmgr.programme.surveys.labels import SurveyState, state_at
from eventmgr.programme.surveys.models import SplitBy, Survey, SurveyCode, SurveyQuestion
from eventmgr.tools.log.services import Act, difference, record

MOST_SURVEYS, MOST_CODES = 30, 200
_NAMES = (
    "title",
    "intro",
    "is_anonymous",
    "split_by",
    "opens_at",
    "closes_at",
    "item_id",
    "roles",
    "only_attended",
    "remind_days",
)


@dataclass(frozen=True)
class SurveyDraft:
    """What organizers say about a questionnaire."""

    title: Bilingual
    intro: Bilingual = field(default_factory=dict)
    is_anonymous: bool = True
    split_by: SplitBy = SplitBy.NOTHING
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    item_id: int | None = None
    roles: tuple[str, ...] = ()
    only_attended: bool = True
    remind_days: int = 0


def name_of(survey: Survey) -> str:
    """The title of the survey as the log calls it."""
    return localized(survey.title, "zh")


def add_survey(event: Event, draft: SurveyDraft, items: Sequence[Item] = (), *, act: Act) -> Survey:
    """A new questionnaire that nobody sees yet, with these questions.

    Raises:
        Refusal: the event has too many.
    """
    if len(queries.list_surveys(event.id)) >= MOST_SURVEYS:
        raise Refusal(_("This event has %(most)s questionnaires. Delete one first.", most=MOST_SURVEYS))
    survey = Survey(event_id=event.id, created_at=act.at, quotes={})
    _put(survey, draft)
    db.session.add(survey)
    db.session.flush()
    for position, item in enumerate(items):
        db.session.add(
            SurveyQuestion(
                survey_id=survey.id,
                key=item.key,
                kind=item.kind,
                label=item.label,
                help=item.help,
                required=item.required,
                options=list(item.options),
                scale=dict(item.scale),
                condition=dict(item.condition),
                position=position,
            )
        )
    db.session.flush()
    record(act, "created", survey, event_id=event.id, object_name=name_of(survey))
    return survey


def edit_survey(event: Event, survey: Survey, draft: SurveyDraft, *, act: Act) -> None:
    """Change what holds for it.

    Raises:
        Refusal: people have answered under other rules, or were promised that it is closed.
    """
    queries.get_locked(survey)
    before = {name: getattr(survey, name) for name in _NAMES}
    if queries.count_answers(survey.id):
        _refuse_breach(survey, draft, act)
    _put(survey, draft)
    if survey.is_published and survey.closes_at is None and survey.is_anonymous:
        raise Refusal(
            _("An anonymous questionnaire needs an end: its results are shown once it has closed."), field="closes_at"
        )
    after = {name: getattr(survey, name) for name in _NAMES}
    if changes := difference(before, after):
        record(act, "changed", survey, event_id=event.id, object_name=name_of(survey), changes=changes)


def _refuse_breach(survey: Survey, draft: SurveyDraft, act: Act) -> None:
    if (survey.is_anonymous, survey.split_by) != (draft.is_anonymous, draft.split_by):
        raise Refusal(
            _("People have answered already: what they were promised about their names cannot be changed."),
            field="is_anonymous",
        )
    is_over = (
        survey.closes_at is not None and survey.closes_at <= act.at
    )  # of a cancelled event too: it may be restored
    if survey.is_anonymous and is_over and draft.closes_at != survey.closes_at:
        raise Refusal(
            _(
                "This anonymous questionnaire has closed and its results can be seen: it cannot be opened again, because the difference would reveal what individual people answered."
            ),
            field="closes_at",
        )


def _put(survey: Survey, draft: SurveyDraft) -> None:
    for name in _NAMES:
        setattr(survey, name, getattr(draft, name))
    survey.roles = list(draft.roles)
    if not survey.is_anonymous:
        survey.split_by = SplitBy.NOTHING


def publish(event: Event, survey: Survey, *, act: Act) -> None:
    """From now on it opens and closes by itself; one about an item of the agenda opens no sooner than the item begins,
    unless that was set otherwise.

    Raises:
        Refusal: it asks nothing, or has no end and is anonymous.
    """
    queries.get_locked(survey)
    if survey.is_published:
        return
    if not any(item.is_asked for item in queries.list_questions_asked(survey.id)):
        raise Refusal(_("Add a question first."))
    if survey.is_anonymous and survey.closes_at is None:
        raise Refusal(_("An anonymous questionnaire needs an end: its results are shown once it has closed."))
    survey.is_published = True
    begins = queries.find_beginning(survey) if survey.opens_at is None else None
    changes: dict[str, list[object]] = {}
    if begins is not None and begins > act.at and (survey.closes_at is None or begins < survey.closes_at):
        survey.opens_at, changes = begins, {"opens_at": [None, begins.isoformat()]}
    record(act, "published", survey, event_id=event.id, object_name=name_of(survey), changes=changes)


def close(event: Event, survey: Survey, *, act: Act) -> None:
    """Nobody answers any more.

    Raises:
        Refusal: it is not open.
    """
    queries.get_locked(survey)
    if state_at(survey, event, act.at) is not SurveyState.OPEN:
        raise Refusal(_("Only a questionnaire that is open can be closed."))
    before = survey.closes_at
    survey.closes_at = act.at
    changes = difference({"closes_at": before}, {"closes_at": act.at})
    record(act, "closed", survey, event_id=event.id, object_name=name_of(survey), changes=changes)


def remove_survey(event: Event, survey: Survey, *, act: Act) -> None:
    """It goes with all answers; the trail keeps that it was there."""
    queries.get_locked(survey)
    number = queries.count_answers(survey.id)
    changes = {"answers": [number, 0]} if number else {}
    record(act, "removed", survey, event_id=event.id, object_name=name_of(survey), changes=changes)
    db.session.delete(survey)


def add_code(event: Event, survey: Survey, item_id: int | None, speaker: str, *, act: Act) -> SurveyCode:
    """A code to be put on the wall.

    Raises:
        Refusal: there is such a code, or there are too many.
    """
    queries.get_locked(survey)
    codes = queries.list_codes(survey.id)
    if any((code.item_id, code.speaker) == (item_id, speaker) for code in codes):
        raise Refusal(_("This QR code already exists."), field="item_id")
    if len(codes) >= MOST_CODES:
        raise Refusal(_("This questionnaire has too many QR codes. Delete one first."))
    code = SurveyCode(survey_id=survey.id, item_id=item_id, speaker=speaker, link_version=1)
    db.session.add(code)
    db.session.flush()
    record(act, "code_added", survey, event_id=event.id, object_name=name_of(survey))
    return code


def remove_code(event: Event, survey: Survey, code: SurveyCode, *, act: Act) -> bool:
    """Nobody answers by what was printed of it any more; whether it is gone. Once somebody has answered by it, it
    stays, so that these answers stay a part of their own: joined to others they would be told by the difference."""
    queries.get_locked(survey)
    record(act, "code_removed", survey, event_id=event.id, object_name=name_of(survey))
    if queries.count_by_code(survey.id).get(code.id):
        code.link_version += 1
        return False
    db.session.delete(code)
    return True


def choose_quotes(event: Event, survey: Survey, quotes: dict[str, list[str]], *, act: Act) -> None:
    """Open answers that may stand in papers; what they say is not in the trail."""
    queries.get_locked(survey)
    if survey.quotes == quotes:
        return
    changes: dict[str, list[Any]] = {"quotes": [sum(map(len, survey.quotes.values())), sum(map(len, quotes.values()))]}
    survey.quotes = quotes
    record(act, "quotes_chosen", survey, event_id=event.id, object_name=name_of(survey), changes=changes)


def note_export(event: Event, survey: Survey, rows: int, *, act: Act) -> None:
    """The results leave the house."""
    record(
        act, "results_exported", survey, event_id=event.id, object_name=name_of(survey), changes={"rows": [None, rows]}
    )
