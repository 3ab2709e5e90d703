"""The questions of an event, a row each, with what holds for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, ValidationError

from eventmgr.events.forms.rows import OrderedRowForm, RowList, RowsForm, is_filled
from eventmgr.events.models import Event
from eventmgr.events.panels import capacities
from eventmgr.forms import checking, options, questions
from eventmgr.forms.models import Question
from eventmgr.forms.questions import AskedQuestion, QuestionKind
from eventmgr.forms.rules import MOST_PLACES, Rules, kept_rules, read_rules
from eventmgr.i18n import _, _l, language
from eventmgr.text import normalized
from eventmgr.web.forms import BilingualLine, CodeMultiSelect, CodeSelect, IntField, LineField, Required, TextField


class QuestionRow(OrderedRowForm):
    """A question of the event's own."""

    content = ("label",)

    label = BilingualLine(_l("Question"), [Required()], longest=300)
    kind = CodeSelect(
        _l("Answer type"),
        [Required()],
        choices=[(kind.value, label) for kind, label in questions.KINDS.items()],
        default="text",
    )
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
        _l("Decimal places"), least=0, most=MOST_PLACES, description=_l("Numbers only; empty: whole numbers.")
    )
    unit = BilingualLine(_l("Measured in"), longest=20, description=_l("Numbers only, such as 人 or kg."))
    default = LineField(
        _l("Preset answer"),
        longest=200,
        description=_l("Stands in the form from the start; for choices, the words of the option."),
    )
    roles = CodeMultiSelect(_l("Only for these participants"), description=_l("None selected: everybody is asked."))
    office_only = BooleanField(_l("Organizers only: not on the public form, not on the participant's page"))
    purpose = BilingualLine(
        _l("Purpose"), longest=100, description=_l("Listed in the privacy notice, so that people know why you ask.")
    )

    SETTINGS = ("least", "most", "places", "unit", "default", "roles", "office_only", "purpose")
    """Fields that few questions need; they stand together, folded."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.roles.offer(list(capacities().items()))

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
        """The same, and not below the other."""
        self._check_bound(field)
        kind = self.asked_kind
        if field.data and self.least.data and not self.least.errors and kind in questions.BOUNDED:
            low, high = self.least.data, field.data
            is_number = kind is QuestionKind.NUMBER
            if (float(low) > float(high)) if is_number else (low > high):
                raise ValidationError(_("The largest answer lies below the smallest. Exchange them."))

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

    known: Sequence[Any] = ()
    """The options that the question has now."""

    def offered(self) -> list[dict[str, Any]]:
        """The options as they will be kept."""
        if self.kind.data not in {kind.value for kind in questions.LISTS}:
            return []
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
        is_number = kind is QuestionKind.NUMBER
        return Rules(
            least=self.least.data or "" if bounded else "",
            most=self.most.data or "" if bounded else "",
            places=self.places.data or 0 if is_number else 0,
            unit=self.unit.data if is_number else {},
            default=getattr(self, "kept_default", ""),
            roles=tuple(self.roles.data or ()),
            office_only=bool(self.office_only.data),
            purpose={} if silent else self.purpose.data,
        )

    def validate_options(self, field: Any) -> None:
        """A list needs something to choose from."""
        lines = options.read_lines(field.data)
        if (
            self.kind.data in {kind.value for kind in questions.LISTS}
            and not options.LEAST <= len(lines) <= options.MOST
        ):
            raise ValidationError(_("Enter 2 to %(most)s options, one per line.", most=options.MOST))
        if any(len(text) > options.LONGEST for line in lines for text in line.values()):
            raise ValidationError(_("An option has at most %(most)s characters.", most=options.LONGEST))
        for typed in options.read_limits(field.data):
            try:
                options.limit_of(typed)
            except ValueError:
                wrong = _(
                    "“%(value)s” is not a number of people. After the second bar enter how many may choose the option, 0 to %(most)s.",
                    value=typed[:30], most=options.MOST_PLACES,
                )  # fmt: skip
                raise ValidationError(wrong) from None


class QuestionsForm(RowsForm):
    """What the event asks besides the standard fields."""

    rows = RowList(QuestionRow, _l("Questions"))

    def prepare(self, event: Event) -> None:
        """Remember the answers that are there: they keep their value when their words change."""
        known = {question.id: list(question.options) for question in event.questions}
        for form in self.row_forms():
            form.known = known.get(form.number, [])

    @classmethod
    def read(cls, event: Event) -> dict[str, Any]:
        """What is there."""
        return {
            "rows": [
                {
                    "id": question.id,
                    "order": position,
                    "label": question.label,
                    "kind": question.kind.value,
                    "options": options.write_lines(question.options),
                    "help": question.help,
                    "required": question.required,
                    **_settings_of(question),
                }
                for position, question in enumerate(event.questions, 1)
            ]
        }

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


def _settings_of(question: Question) -> dict[str, Any]:
    """The folded fields of a question's row."""
    rules = read_rules(question.rules)
    asked = AskedQuestion(
        question.key, question.kind, question.label, {}, question.options, question.required, rules=rules
    )
    return {
        "least": rules.least,
        "most": rules.most,
        "places": rules.places or None,
        "unit": rules.unit,
        "default": checking.write_default(asked, language()),
        "roles": list(rules.roles),
        "office_only": rules.office_only,
        "purpose": rules.purpose,
    }
