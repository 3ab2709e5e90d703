"""Questions of a questionnaire: as long as nobody has answered, they may be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.forms.options import with_values
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import Bilingual, _, localized
from eventmgr.programme.surveys import queries
from eventmgr.programme.surveys.content.questions import (
    LEADING,
    MOST_QUESTIONS,
    Item,
    choices_of,
    chosen_in,
    condition_on,
    item_of,
)
from eventmgr.programme.surveys.models import Survey, SurveyKind, SurveyQuestion
from eventmgr.programme.surveys.services.editing import name_of
from eventmgr.tools.log.services import Act, record


@dataclass(frozen=True)
class QuestionDraft:
    """What organizers say about a question."""

    kind: SurveyKind
    label: Bilingual
    help: Bilingual = field(default_factory=dict)
    required: bool = False
    lines: Sequence[dict[str, str]] = ()
    """Options, or rows of a matrix."""
    scale: Mapping[str, Any] = field(default_factory=dict)
    depends_on: Sequence[str] = ()
    """`key=value` of earlier answers, one of which is needed."""


def add_question(event: Event, survey: Survey, draft: QuestionDraft, *, act: Act) -> SurveyQuestion:
    """A question at the end.

    Raises:
        Refusal: somebody has answered, there are too many, or it depends on what is not asked before it.
    """
    questions = _open(survey)
    if len(questions) >= MOST_QUESTIONS:
        raise Refusal(_("A questionnaire may have at most %(most)s questions.", most=MOST_QUESTIONS))
    key = str(max((int(question.key) for question in questions), default=0) + 1)
    question = SurveyQuestion(survey_id=survey.id, key=key, position=len(questions), options=[])
    _put(question, draft, [item_of(one) for one in questions])
    db.session.add(question)
    _note(event, survey, "question_added", question, act)
    return question


def edit_question(event: Event, survey: Survey, question: SurveyQuestion, draft: QuestionDraft, *, act: Act) -> None:
    """Change a question.

    Raises:
        Refusal: as for `add_question`, or a later one depends on an answer that is gone.
    """
    questions = _open(survey)
    earlier = [item_of(one) for one in questions[: questions.index(question)]]
    _put(question, draft, earlier)
    _check_order([item_of(one) for one in questions])
    _note(event, survey, "question_changed", question, act)


def move_question(event: Event, survey: Survey, question: SurveyQuestion, *, up: bool, act: Act) -> None:
    """It changes places with its neighbour.

    Raises:
        Refusal: somebody has answered, or one would stand before what it depends on.
    """
    questions = _open(survey)
    place = questions.index(question)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(questions):
        return
    questions[place], questions[other] = questions[other], questions[place]
    _check_order([item_of(one) for one in questions])
    _number(questions)
    _note(event, survey, "question_moved", question, act)


def remove_question(event: Event, survey: Survey, question: SurveyQuestion, *, act: Act) -> None:
    """Take a question out.

    Raises:
        Refusal: somebody has answered, or another question depends on it.
    """
    questions = _open(survey)
    rest = [one for one in questions if one is not question]
    _check_order([item_of(one) for one in rest])
    _number(rest)
    _note(event, survey, "question_removed", question, act)
    db.session.delete(question)


def _open(survey: Survey) -> list[SurveyQuestion]:
    """Its questions, behind the lock."""
    queries.get_locked(survey)
    if queries.count_answers(survey.id):
        raise Refusal(
            _("People have answered already, so the questions stay as they are. Make a new questionnaire instead.")
        )
    return queries.list_questions(survey.id)


def _number(questions: Sequence[SurveyQuestion]) -> None:
    for position, question in enumerate(questions):
        question.position = position


def _put(question: SurveyQuestion, draft: QuestionDraft, earlier: Sequence[Item]) -> None:
    known = {
        f"{item.key}={value}" for item in earlier if item.kind in LEADING for value, _words in choices_of(item, "zh")
    }
    if not known.issuperset(draft.depends_on):
        raise Refusal(_("A question can depend only on answers to questions before it."), field="depends_on")
    question.kind, question.label, question.help = draft.kind, draft.label, draft.help
    question.required, question.scale = draft.required, dict(draft.scale)
    options = with_values(list(draft.lines), list(question.options or ()))
    question.options = [option for option in options if not option.get("retired")]
    question.condition = condition_on(earlier, draft.depends_on)


def _check_order(items: Sequence[Item]) -> None:
    given: set[str] = set()
    for item in items:
        if not given.issuperset(chosen_in(item.condition)):
            raise Refusal(
                _(
                    "“%(label)s” depends on an earlier answer, which would be missing.",
                    label=localized(item.label, "zh"),
                )
            )
        if item.kind in LEADING:
            given |= {f"{item.key}={value}" for value, _words in choices_of(item, "zh")}


def _note(event: Event, survey: Survey, action: str, question: SurveyQuestion, act: Act) -> None:
    changes = {"question": [None, localized(question.label, "zh")]}
    record(act, action, survey, event_id=event.id, object_name=name_of(survey), changes=changes)
    db.session.flush()
