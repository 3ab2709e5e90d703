"""The questions of an event, a row each, with what holds for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from wtforms import BooleanField, ValidationError

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.forms.condition_lines import ConditionedRow, condition_fields
from eventmgr.event.events.forms.question_parts import (
    Touched,
    asked_as_kept,
    direction_field,
    kind_field,
    row_of,
    touched_by,
)
from eventmgr.event.events.forms.rows import MOST_ROWS, RowList, RowsForm, is_filled
from eventmgr.event.events.models import Event
from eventmgr.event.forms import attached, checking, conditions, options, questions
from eventmgr.event.forms.questions import AskedQuestion, QuestionKind
from eventmgr.event.forms.rules import MOST_PLACES, Rules, kept_rules, read_rules
from eventmgr.ground.i18n import _, _l, localized
from eventmgr.ground.text import normalized
from eventmgr.identity.privacy.periods import months_later
from eventmgr.tools.web.forms import BilingualLine, CodeMultiSelect, IntField, LineField, Required, TextField


class QuestionRow(ConditionedRow):
    """A question of the event's own."""

    content = ("label",)

    label = BilingualLine(_l("Question"), [Required()], longest=300)
    kind = kind_field()
    options = TextField(
        _l("Options"),
        description=_l(
            "Choice questions only; one option per line: Chinese | English, or Chinese | English | 40 where at most 40 may choose it."
        ),
        longest=options.MOST * 2 * options.LONGEST,
    )
    help = BilingualLine(_l("Hint"), longest=300)
    required = BooleanField(_l("Required"))
    least = LineField(
        _l("Smallest number, earliest date or time"), longest=20, description=_l("Number, date or time questions only.")
    )
    most = LineField(_l("Largest number, latest date or time"), longest=20)
    places = IntField(
        _l("Decimal places"), least=0, most=MOST_PLACES, description=_l("Numbers only; if empty, whole numbers.")
    )
    unit = BilingualLine(_l("Measured in"), longest=20, description=_l("Numbers only, such as 人 or kg."))
    default = LineField(
        _l("Preset answer"),
        longest=200,
        description=_l("Filled in when the form opens; for choice questions, the text of the option."),
    )
    roles = CodeMultiSelect(_l("Only for these participants"), description=_l("None selected: everybody is asked."))
    office_only = BooleanField(_l("Organizers only: not on the public form, not on the participant's page"))
    keep_days = IntField(
        _l("Delete answers after (days after the event)"),
        least=1,
        most=3660,
        description=_l("If empty, they are kept as long as the registration; never longer than that."),
    )
    accepts = CodeMultiSelect(
        _l("Accepted files"),
        choices=list(attached.ACCEPTS.items()),
        description=_l(
            "Files only; if none is selected, all of these are accepted. Location and camera details "
            "are removed from pictures."
        ),
    )
    megabytes = IntField(
        _l("Largest file (MB)"),
        least=1,
        most=attached.MOST_MEGABYTES,
        description=_l("Files and pictures only; if empty, %(num)s MB.", num=attached.USUAL_MEGABYTES),
    )
    needs_reason = BooleanField(
        _l("Sensitive: needs separate consent, and organizers must give a reason before they see it"),
        description=_l(
            "Health, beliefs, exact whereabouts and the like. Answers are stored encrypted and "
            "masked in lists; state the purpose. Not available for questions about organizations or "
            "people at the event, nor for options with a limit."
        ),
    )
    direction = direction_field()
    purpose = BilingualLine(
        _l("Purpose"), longest=100, description=_l("Listed in the privacy notice, so that people know why you ask.")
    )

    SETTINGS = (
        "least",
        "most",
        "places",
        "unit",
        "default",
        "accepts",
        "megabytes",
        "direction",
        "needs_reason",
        "roles",
        "office_only",
        "keep_days",
        "purpose",
    )
    """Fields that few questions need; they stand together, folded."""
    FOLDED = ConditionedRow.FOLDED | {*SETTINGS}

    def asked(self, key: str) -> AskedQuestion:
        """The question as it will be asked."""
        kind = self.asked_kind or QuestionKind.TEXT
        return AskedQuestion(key, kind, self.label.data, {}, self.offered(), required=False, rules=self.rules())

    @property
    def asked_kind(self) -> QuestionKind | None:
        """The kind that was chosen; None: none, or no such kind."""
        return next((kind for kind in QuestionKind if kind.value == self.kind.data), None)

    @property
    def is_open(self) -> bool:
        """Whether something folded is filled in or wrong."""
        return any(self[name].errors or is_filled(self[name]) for name in self.SETTINGS)

    def validate_least(self, field: Any) -> None:
        """A bound is an answer of that kind."""
        self._check_bound(field)

    def validate_most(self, field: Any) -> None:
        """Refuse a bound that is no number, or lower than the other."""
        self._check_bound(field)
        kind = self.asked_kind
        if field.data and self.least.data and not self.least.errors and kind in questions.BOUNDED:
            low, high = self.least.data, field.data
            is_number = kind is QuestionKind.NUMBER
            if (float(low) > float(high)) if is_number else (low > high):
                raise ValidationError(_("The largest answer is below the smallest. Swap them."))

    def _check_bound(self, field: Any) -> None:
        kind = self.asked_kind
        if not field.data:
            return
        if kind not in questions.BOUNDED:
            raise ValidationError(_("Only numbers, dates and times have bounds. Leave this empty."))
        try:
            field.data = checking.read_bound(
                kind, normalized("NFKC", field.data), str(field.label.text), self.places.data or 0
            )
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def validate_default(self, field: Any) -> None:
        """A preset answer is an answer of that kind; it is kept as answers are."""
        self.kept_default = ""
        kind = self.asked_kind
        if not field.data or kind is None or any(self[name].errors for name in ("options", "least", "most", "places")):
            return
        if kind in questions.SILENT:
            raise ValidationError(_("Headings and texts have no answer. Leave this empty."))
        asked = AskedQuestion("", kind, self.label.data, {}, self.offered(), required=False, rules=self.rules())
        try:
            self.kept_default = checking.read_default(asked, normalized("NFKC", field.data), str(field.label.text))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def validate_office_only(self, field: Any) -> None:
        """Files are uploaded by participants."""
        if field.data and self.asked_kind in questions.FILES:
            raise ValidationError(_("Participants upload the file, so the question cannot be for organizers only."))

    known: Sequence[Any] = ()
    """The options that the question has now."""

    def offered(self) -> list[dict[str, Any]]:
        """The options as they will be kept."""
        if self.asked_kind not in questions.LISTS:
            return options.retired(self.known)
        return options.with_values(options.read_lines(self.options.data), list(self.known), self._limits())

    def _limits(self) -> list[int | None]:
        try:
            return [options.limit_of(typed) for typed in options.read_limits(self.options.data)]
        except ValueError:
            return []  # refused by `validate_options`

    def rules(self) -> Rules:
        """What holds besides; of a heading or text only for whom it is."""
        kind = self.asked_kind or QuestionKind.TEXT
        bounded, silent = kind in questions.BOUNDED, kind in questions.SILENT
        is_number, is_file = kind is QuestionKind.NUMBER, kind in questions.FILES
        return Rules(
            least=self.least.data or "" if bounded else "",
            most=self.most.data or "" if bounded else "",
            places=self.places.data or 0 if is_number else 0,
            unit=self.unit.data if is_number else {},
            default=getattr(self, "kept_default", ""),
            roles=tuple(self.roles.data or ()),
            office_only=bool(self.office_only.data),
            condition=self.kept_condition,
            purpose={} if silent else self.purpose.data,
            keep_days=0 if silent else self.keep_days.data or 0,
            accepts=tuple(self.accepts.data or ()) if kind is QuestionKind.FILE else (),
            megabytes=self.megabytes.data or 0 if is_file else 0,
            needs_reason=bool(self.needs_reason.data) and not silent and kind not in questions.NAMING,
            direction=self.direction.data or "" if kind is QuestionKind.JOURNEY else "",
        )

    def validate_needs_reason(self, field: Any) -> None:
        """What is sensitive says what for; places of an option are counted by answers that anybody may count."""
        if not field.data or self.asked_kind in (None, *questions.SILENT, *questions.NAMING):
            return
        if not any((self.purpose.data or {}).values()):
            raise ValidationError(
                _("State the purpose of a sensitive question: it appears in the form and in its consent.")
            )
        if self.required.data:
            raise ValidationError(
                _("A sensitive question cannot be required: nobody is turned away for leaving it empty.")
            )
        if self.asked_kind in questions.LISTS and any(limit is not None for limit in self._limits()):
            raise ValidationError(_("Options with a limit cannot be sensitive. Remove the limits, or this mark."))

    def validate_options(self, field: Any) -> None:
        """A list needs something to choose from."""
        lines = options.read_lines(field.data)
        if (
            self.kind.data in {kind.value for kind in questions.LISTS}
            and not options.LEAST <= len(lines) <= options.MOST
        ):
            raise ValidationError(_("Enter 2 to %(most)s options, one per line.", most=options.MOST))
        if any(len(text) > options.LONGEST for line in lines for text in line.values()):
            raise ValidationError(_("An option may have at most %(most)s characters.", most=options.LONGEST))
        for typed in options.read_limits(field.data):
            try:
                options.limit_of(typed)
            except ValueError:
                wrong = _(
                    "“%(value)s” is not a number of people. After the second bar enter how many may choose the option, 0 to %(most)s.",
                    value=typed[:30],
                    most=options.MOST_PLACES,
                )
                raise ValidationError(wrong) from None


def _asked_role(event: Event) -> AskedQuestion:
    return conditions.asked_role(types_of(event).names())


class QuestionsForm(RowsForm):
    """What the event asks besides the standard fields."""

    rows = RowList(QuestionRow, _l("Questions"))
    with_answers = BooleanField(_l("Save these changes; the answers are treated as said above"))
    role: AskedQuestion
    """The type of participant, on which conditions may look."""
    keys: Mapping[int | None, str] = MappingProxyType({})
    """Number of a question that is there → its key."""

    longest = 0
    """Days after the event for which registrations are kept, as the notice promises."""

    def prepare(self, event: Event) -> None:
        """Remember the answers that are there: they keep their value when their words change."""
        known = {question.id: list(question.options) for question in event.questions}
        self.keys = {question.id: question.key for question in event.questions}
        self.longest = (months_later(event.ends_at, event.retention_months) - event.ends_at).days
        labels = {
            question.key: localized(question.label)
            for question in event.questions
            if question.kind not in questions.SILENT
        }
        self.role = _asked_role(event)
        for form in self.row_forms():
            form.roles.offer([*types_of(event).names().items()])
            form.known = known.get(form.number, [])
            own = self.keys.get(form.number)
            form.offer(self.role, [(key, label) for key, label in labels.items() if key != own])

    def validate(self, extra: Any = None) -> bool:
        """Row by row, then in their order: a question depends on those before it alone, so nothing goes in circles."""
        super().validate(extra)
        earlier: dict[str, AskedQuestion] = {}
        is_office_section = False
        for form in self.counting():
            if form.asked_kind is QuestionKind.SECTION:
                is_office_section = bool(form.office_only.data)
            if (form.keep_days.data or 0) > self.longest:
                form.keep_days.errors = [
                    _(
                        "Registrations are deleted %(num)s days after the event, as the privacy notice says. Enter at most that many days.",
                        num=self.longest,
                    )
                ]
            form.read_condition(earlier, self.role)
            key = self.keys.get(form.number)
            if key and form.asked_kind not in questions.SILENT:
                asked = form.asked(key)
                office_only = asked.rules.office_only or is_office_section
                earlier[key] = replace(asked, rules=replace(asked.rules, office_only=office_only))
        faults = [entry.errors for entry in self.rows]
        self.rows.errors = faults if any(faults) else []
        return not self.errors

    @classmethod
    def read(cls, event: Event) -> dict[str, Any]:
        """The event's questions as the form shows them."""
        asked = {question.name: question for question in (_asked_role(event), *map(asked_as_kept, event.questions))}
        return {
            "rows": [
                {
                    "id": question.id,
                    "order": position,
                    **row_of(asked_as_kept(question)),
                    **condition_fields(read_rules(question.rules).condition, asked),
                }
                for position, question in enumerate(event.questions, 1)
            ]
        }

    def lengthen(self, name: str) -> None:
        """Another line for the condition of the row whose number stands in the field `name`."""
        for form in self.row_forms():
            form.more = int(form.id.name == name)

    def move(self, name: str, step: int) -> None:
        """Move the row whose number stands in the field `name` up (-1) or down (1), and number all anew."""
        entries = self.rows.in_order()
        index = next((index for index, entry in enumerate(entries) if entry.form.id.name == name), None)
        if index is not None and 0 <= index + step < len(entries):
            entries.insert(index + step, entries.pop(index))
        self.rows.entries = entries
        for number, entry in enumerate(entries, 1):
            entry.form.order.data, entry.form.order.raw_data = number, None

    asks = False
    """Whether answers are touched by what was typed, so that the reader has to confirm it."""

    @property
    def unasked(self) -> frozenset[str]:
        """The confirmation, unless it is needed."""
        return frozenset() if self.asks or self.with_answers.data else frozenset({"with_answers"})

    def touched(self, event: Event) -> list[Touched]:
        """The answers that what was typed touches: of questions that go or are answered otherwise, and of options that
        go."""
        rows = {form.number: form for form in self.counting()}
        return [
            entry
            for question in event.questions
            for entry in touched_by(asked_as_kept(question), rows.get(question.id))
        ]

    def add(self, asked: Iterable[AskedQuestion]) -> None:
        """Append questions from elsewhere, for the organizer to change; without conditions, which look at other
        questions."""
        for question in asked:
            if len(self.rows) < MOST_ROWS:
                self.rows.append_entry(row_of(question))

    def values_of_row(self, form: Any) -> Mapping[str, Any]:
        """Label, hint, kind, options and whether it must be answered."""
        kind = QuestionKind(form.kind.data)
        return {
            "label": form.label.data,
            "help": form.help.data,
            "kind": kind,
            "options": form.offered(),
            "required": form.required.data and kind not in questions.SILENT,
            "rules": kept_rules(form.rules()),
        }
