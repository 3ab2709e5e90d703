"""What a row of the questions is made of: the question that stands there, and the answers that a change touches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eventmgr.event.forms import checking, options, questions
from eventmgr.event.forms.kinds.journeys import DIRECTIONS
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import AskedQuestion, QuestionKind
from eventmgr.event.forms.rules import read_rules
from eventmgr.ground.i18n import _l, _n, language
from eventmgr.tools.web.forms import CodeSelect, Required


def kind_field() -> CodeSelect:
    """How a question is answered."""
    return CodeSelect(
        _l("Answer type"),
        [Required()],
        choices=QuestionKind.choices(),
        default="text",
        description=_l(
            "A section holds the questions below it, up to the next section; its participant types "
            "and conditions apply to them too. Which person or organization an answer refers to is "
            "shown to organizers only, on the registration's page."
        ),
    )


def direction_field() -> CodeSelect:
    """Which end of a journey is asked."""
    return CodeSelect(
        _l("Arrival or departure"),
        choices=list(DIRECTIONS.items()),
        description=_l(
            "Trains and flights only: whether date, time and station are those of the arrival or of the departure."
        ),
    )


def asked_as_kept(question: Question) -> AskedQuestion:
    """The question as it is asked."""
    rules = read_rules(question.rules)
    return AskedQuestion(
        question.key, question.kind, question.label, question.help, question.options, question.required, rules=rules
    )


@dataclass(frozen=True)
class Touched:
    """Answers to a question that changes: of what, and what becomes of them."""

    field: str
    value: str
    """An option that goes; `""`: all answers to the question."""
    label: str
    option: str = ""
    is_removed: bool = False

    def sentence(self, number: int) -> str:
        """What becomes of the answers of so many people."""
        if self.value:
            return _n(
                "%(num)s person has chosen “%(option)s” of “%(label)s”: it stays their answer, and nobody else can choose it.",
                "%(num)s people have chosen “%(option)s” of “%(label)s”: it stays their answer, and nobody else can choose it.",
                number,
                option=self.option,
                label=self.label,
            )
        if self.is_removed:
            return _n(
                "%(num)s person has answered “%(label)s”: the answer is removed from lists and exports, but kept until the retention period ends.",
                "%(num)s people have answered “%(label)s”: their answers are removed from lists and exports, but kept until the retention period ends.",
                number,
                label=self.label,
            )
        return _n(
            "%(num)s person has answered “%(label)s”: the answer stays as it was given, and has to fit the new answer type when it is next changed.",
            "%(num)s people have answered “%(label)s”: their answers stay as they were given, and have to fit the new answer type when they are next changed.",
            number,
            label=self.label,
        )


def touched_by(asked: AskedQuestion, form: Any) -> list[Touched]:
    """The answers that a row touches, `form` being None where the question goes."""
    if asked.kind in questions.SILENT:
        return []
    label = asked.label_in(language())
    if form is None:
        return [Touched(asked.name, "", label, is_removed=True)]
    if form.asked_kind is not asked.kind:
        return [Touched(asked.name, "", label)]
    stays = {option["value"] for option in form.offered() if not option.get("retired")}
    return [
        Touched(asked.name, value, label, option)
        for value, option in questions.options_of(asked, language())
        if asked.kind in questions.LISTS and value not in stays
    ]


def row_of(asked: AskedQuestion) -> dict[str, Any]:
    """The fields of a question's row, but for number, place and condition."""
    rules = asked.rules
    return {
        "label": asked.label,
        "kind": asked.kind.value,
        "options": options.write_lines(asked.options),
        "help": asked.help,
        "required": asked.required,
        "least": rules.least,
        "most": rules.most,
        "places": rules.places or None,
        "unit": rules.unit,
        "default": checking.write_default(asked, language()),
        "roles": list(rules.roles),
        "office_only": rules.office_only,
        "keep_days": rules.keep_days or None,
        "purpose": rules.purpose,
        "accepts": list(rules.accepts),
        "megabytes": rules.megabytes or None,
        "needs_reason": rules.needs_reason,
        "direction": rules.direction,
    }
