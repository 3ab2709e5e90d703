"""What organizers type about a questionnaire, a question, and a code on the wall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice

from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.forms.options import LEAST, LONGEST, MOST, read_lines, write_lines
from eventmgr.ground.i18n import _, _l, format_instant, language, localized
from eventmgr.programme.surveys.content.questions import (
    CHOSEN,
    LEAST_STEPS,
    MOST_ROWS,
    MOST_STEPS,
    RATED,
    USUAL_STEPS,
    Item,
    chosen_in,
    leading_choices,
)
from eventmgr.programme.surveys.models import SplitBy, Survey, SurveyKind, SurveyQuestion
from eventmgr.programme.surveys.services import QuestionDraft, SurveyDraft
from eventmgr.tools.web.forms import (
    BilingualLine,
    BilingualText,
    CodeMultiSelect,
    CodeSelect,
    Form,
    InstantField,
    IntField,
    LineField,
    Required,
    TextField,
)

NAMED, ANONYMOUS = "named", "anonymous"
USUAL, EMPTY = "usual", "empty"


class SurveyForm(Form):
    """What holds for a questionnaire."""

    title = BilingualLine(_l("Title"), [Required()])
    intro = BilingualText(_l("Introduction"), longest=1000)
    names = RadioField(
        _l("Anonymous or with names"),
        choices=[
            SelectChoice(
                ANONYMOUS, _l("Anonymous: nobody can ever link an answer to a person; results once it has closed")
            ),
            SelectChoice(NAMED, _l("With names: only the organizers see them; answers may be changed until it closes")),
        ],
    )
    split_by = CodeSelect(_l("Grouping of anonymous results"))
    opens_at = InstantField(_l("Opens"))
    closes_at = InstantField(_l("Closes"))
    item = CodeSelect(_l("Asks about"), blank=_l("the whole event"))
    roles = CodeMultiSelect(_l("Only these types of participants"))
    only_attended = BooleanField(_l("Only those who attended (were checked in)"))
    remind_days = IntField(_l("Days between e-mails to those who have not answered"), most=60)

    def prepare(self, event: Event) -> Self:
        """The event's agenda items, types of participants and zone."""
        lang = language()
        self.opens_at.zone = self.closes_at.zone = event.timezone
        self.item.offer(item_choices(event))
        self.roles.offer(list(types_of(event).names(lang).items()))
        self.split_by.offer(SplitBy.choices())
        return self

    def draft(self) -> SurveyDraft:
        """The typed values as the service takes them."""
        return SurveyDraft(
            title=self.title.data,
            intro=self.intro.data or {},
            is_anonymous=self.names.data == ANONYMOUS,
            split_by=SplitBy(self.split_by.data or "nothing"),
            opens_at=self.opens_at.data,
            closes_at=self.closes_at.data,
            item_id=int(self.item.data) if self.item.data else None,
            roles=tuple(self.roles.data or ()),
            only_attended=self.only_attended.data,
            remind_days=self.remind_days.data or 0,
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse an end before the beginning."""
        is_valid = bool(super().validate(extra_validators))
        if is_valid and self.opens_at.data and self.closes_at.data and self.closes_at.data <= self.opens_at.data:
            self.closes_at.errors = [_("It must close after it opens.")]
            return False
        return is_valid


class NewSurveyForm(SurveyForm):
    """A new questionnaire: with the usual questions, or none."""

    begin_with = RadioField(
        _l("Begin with"),
        choices=[
            SelectChoice(USUAL, _l("the usual questions about satisfaction, in both languages")),
            SelectChoice(EMPTY, _l("no questions")),
        ],
    )


def item_choices(event: Event) -> list[tuple[str, str]]:
    """(number, time and title) of the event's agenda items."""
    lang, zone = language(), event.timezone
    return [
        (str(item.id), f"{format_instant(item.starts_at, zone, lang)} {localized(item.title, lang)}")
        for item in list_items(event.id)
    ]


def values_of(survey: Survey) -> dict[str, Any]:
    """What the form shows of an existing questionnaire."""
    return {
        "title": survey.title,
        "intro": survey.intro,
        "names": ANONYMOUS if survey.is_anonymous else NAMED,
        "split_by": survey.split_by.value,
        "opens_at": survey.opens_at,
        "closes_at": survey.closes_at,
        "item": survey.item_id,
        "roles": survey.roles,
        "only_attended": survey.only_attended,
        "remind_days": survey.remind_days,
    }


class QuestionForm(Form):
    """A question; which of the fields count is decided by its kind."""

    kind = CodeSelect(_l("Kind of answer"), [Required()])
    label = BilingualLine(_l("Question asked"), [Required()])
    help = BilingualLine(_l("Help"))
    required = BooleanField(_l("Must be answered"))
    lines = TextField(_l("Options, or rows of a matrix"), longest=4000)
    steps = IntField(_l("Steps of the scale"), least=LEAST_STEPS, most=MOST_STEPS)
    low = BilingualLine(_l("Label of step 1"), longest=40)
    high = BilingualLine(_l("Label of the last step"), longest=40)
    depends_on = CodeMultiSelect(_l("Asked only if one of these answers was given"))

    def prepare(self, earlier: Sequence[Item]) -> Self:
        """The kinds, and the answers to questions before it."""
        self.kind.offer(SurveyKind.choices())
        self.depends_on.offer(leading_choices(earlier, language()))
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """What its kind needs is there."""
        if not super().validate(extra_validators):
            return False
        kind, lines = SurveyKind(self.kind.data), read_lines(self.lines.data)
        if kind in CHOSEN and not LEAST <= len(lines) <= MOST:
            self.lines.errors = [_("Enter %(least)s to %(most)s options, one per line.", least=LEAST, most=MOST)]
        if kind is SurveyKind.MATRIX and not 1 <= len(lines) <= MOST_ROWS:
            self.lines.errors = [_("Enter 1 to %(most)s rows, one per line.", most=MOST_ROWS)]
        if any(len(text) > LONGEST for line in lines for text in line.values()):
            self.lines.errors = [_("A line may have at most %(most)s characters in each language.", most=LONGEST)]
        return not self.errors

    def draft(self) -> QuestionDraft:
        """The typed values as the service takes them."""
        kind = SurveyKind(self.kind.data)
        scale = {"steps": self.steps.data or USUAL_STEPS, "low": self.low.data or {}, "high": self.high.data or {}}
        return QuestionDraft(
            kind,
            self.label.data,
            self.help.data or {},
            required=self.required.data and kind is not SurveyKind.SECTION,
            lines=read_lines(self.lines.data) if kind in (*CHOSEN, SurveyKind.MATRIX) else [],
            scale=scale if kind in RATED else {},
            depends_on=tuple(self.depends_on.data or ()),
        )


def values_of_question(question: SurveyQuestion) -> dict[str, Any]:
    """What the form shows of an existing question."""
    return {
        "kind": question.kind.value,
        "label": question.label,
        "help": question.help,
        "required": question.required,
        "lines": write_lines(question.options),
        "steps": question.scale.get("steps", USUAL_STEPS),
        "low": question.scale.get("low", {}),
        "high": question.scale.get("high", {}),
        "depends_on": chosen_in(question.condition),
    }


class CodeForm(Form):
    """A code on the wall."""

    item_id = CodeSelect(_l("Agenda item"), blank=_l("the whole event"))
    speaker = LineField(_l("Speaker (if it is the speaker who is rated)"), longest=100)

    def prepare(self, event: Event) -> Self:
        """Offer the agenda items of the event."""
        self.item_id.offer(item_choices(event))
        return self


class QuotesForm(Form):
    """Open answers that may stand in papers: `quote` holds `key:number` of what is ticked."""

    quote = CodeMultiSelect(_l("Quotes"))
