"""Questions as fields of a web form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import Field
from wtforms import Form as PlainForm
from wtforms.validators import StopValidation
from wtforms.widgets import DateInput, FileInput, NumberInput, TextInput, TimeInput

from eventmgr.event.forms.attached import PICTURE, USUAL_MEGABYTES, Attached, kinds_in_words
from eventmgr.event.forms.checking import READERS, read_answer
from eventmgr.event.forms.conditions import asked_of
from eventmgr.event.forms.kinds.fields import JourneyField
from eventmgr.event.forms.questions import CODED, FILES, SILENT, AskedQuestion, QuestionKind, answered, choices_of
from eventmgr.event.forms.rules import NONE, Rules, roles_in_words
from eventmgr.ground.i18n import _, localized
from eventmgr.ground.text import clean_code, normalized
from eventmgr.tools.web.forms import CodeMultiSelect, CodeSelect, LineField, OrganizationField, TextField

_WIDGETS: dict[QuestionKind, Any] = {
    QuestionKind.NUMBER: NumberInput(),
    QuestionKind.DATE: DateInput(),
    QuestionKind.TIME: TimeInput(),
    QuestionKind.CREDIT_CODE: TextInput(),
}


_ENDINGS = {
    "pdf": ".pdf",
    "word": ".docx",
    "excel": ".xlsx",
    "slides": ".pptx",
    "picture": "image/jpeg,image/png,image/webp",
}


class AnswerField(Field):
    """An answer that is read when it is validated: the question and its bounds are known by then. Data: see
    `read_answer`; None where nothing was typed or it was wrong."""

    data: Any

    def __init__(self, label: Any = None, validators: Any = None, *, kind: QuestionKind, **kwargs: Any) -> None:
        super().__init__(label, list(validators or ()), **kwargs)
        self.kind, self.rules = kind, NONE
        self.widget = _WIDGETS[kind]
        self.render_kw: dict[str, Any] = {}

    def bind(self, rules: Rules) -> None:
        """Take the question's rules; browsers are told of them too."""
        self.rules = rules
        if self.kind is QuestionKind.NUMBER:
            step = "1" if rules.places == 0 else f"0.{'0' * (rules.places - 1)}1"
            self.render_kw = {"step": step, "inputmode": "decimal" if rules.places else "numeric"}
        if self.kind is QuestionKind.CREDIT_CODE:
            self.render_kw = {"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}
        for name, bound in (("min", rules.least), ("max", rules.most)):
            if bound:
                self.render_kw[name] = bound

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if isinstance(self.data, date):
            return self.data.isoformat()
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Nothing yet: label and bounds are known at validation only."""
        self.data = None

    def pre_validate(self, form: PlainForm) -> None:
        """Read what was typed, full-width characters too."""
        typed = clean_code(normalized("NFKC", str(self.raw_data[0])[:200])) if self.raw_data else ""
        if not typed:
            return
        try:
            self.data = read_answer(self.kind, typed, self.rules, str(self.label.text))
        except ValueError as error:
            raise StopValidation(str(error)) from error


class AttachedField(Field):
    """A file that is uploaded, or the one that was before. What was sent is read by the page
    (`registration.asking.views.receiving`), which says `data` or `fault`; until then it stays as it was."""

    widget = FileInput()
    data: Attached | None
    fault = ""
    """Why what was sent is not taken."""
    unasked: Attached | None = None
    """What was sent, where the question is not asked of whoever answers so."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Nothing: forms that upload no file change none."""

    def pre_validate(self, form: PlainForm) -> None:
        """Tell what was wrong with what was sent."""
        if self.fault:
            raise StopValidation(self.fault)


def unbound_field(kind: QuestionKind) -> Any:
    """A field for a question of `kind`, not yet bound to a form; `prepare` gives it label, bounds and choices."""
    if kind is QuestionKind.LONG_TEXT:
        return TextField("", longest=2000)
    if kind in (QuestionKind.CHOICE, QuestionKind.YES_NO, *CODED):
        return CodeSelect("", blank="—")
    if kind is QuestionKind.CHOICES:
        return CodeMultiSelect("")
    if kind in FILES:
        return AttachedField("")
    if kind is QuestionKind.JOURNEY:
        return JourneyField("")
    if kind in READERS:
        return AnswerField("", kind=kind)
    return (OrganizationField if kind is QuestionKind.ORGANIZATION else LineField)("", longest=200)


def prepare(form: Any, questions: Sequence[AskedQuestion], lang: str, roles: Mapping[str, str]) -> None:
    """Give each question's field its label, help, bounds and choices in `lang`.

    Args:
        roles: capacity in which somebody comes → its word; empty where the form does not ask for it.
    """
    for question in questions:
        if question.kind in SILENT:
            continue
        field = form[question.name]
        field.label.text = localized(question.label, lang)
        field.description = _help(question, lang, roles)
        if isinstance(field, CodeSelect | CodeMultiSelect):
            stored = field.object_data
            field.offer(choices_of(question, lang, stored if isinstance(stored, list) else [str(stored)]))
        elif isinstance(field, AnswerField):
            field.label.text = question.head_in(lang)
            field.bind(question.rules)
        elif isinstance(field, JourneyField):
            field.is_sealed, field.direction = question.rules.needs_reason, question.rules.direction
        elif isinstance(field, AttachedField):
            field.render_kw = {"accept": accepted_endings(question)}


def _help(question: AskedQuestion, lang: str, roles: Mapping[str, str]) -> str:
    text = f"{localized(question.help, lang)} {_limits(question)}{_naming(question)}".strip()
    if not (roles and question.rules.roles):
        return text
    only = _("Only for: %(roles)s.", roles=roles_in_words(question.rules.roles, roles))
    return f"{only} {text}".strip()


def _limits(question: AskedQuestion) -> str:
    """Which files are taken."""
    if question.kind not in FILES:
        return ""
    accepts = (PICTURE,) if question.kind is QuestionKind.IMAGE else question.rules.accepts
    size = question.rules.megabytes or USUAL_MEGABYTES
    return _("Accepted: %(kinds)s; at most %(size)s MB.", kinds=kinds_in_words(accepts), size=size)


def _naming(question: AskedQuestion) -> str:
    """How somebody is named, and who sees it."""
    if question.kind is not QuestionKind.PERSON:
        return ""
    return _(
        "Enter the name under which this person registers; for a common name, add the "
        "organization after a comma. Only the organizers see it."
    )


def accepted_endings(question: AskedQuestion) -> str:
    """The same for browsers. Pictures by type, so that phones offer the camera and give a JPEG."""
    accepts = (PICTURE,) if question.kind is QuestionKind.IMAGE else question.rules.accepts or tuple(_ENDINGS)
    return ",".join(_ENDINGS[kind] for kind in accepts)


def skip(
    form: Any,
    questions: Sequence[AskedQuestion],
    role: str,
    *,
    judged: Sequence[AskedQuestion],
    stored: Mapping[str, Any],
) -> frozenset[str]:
    """Empty the questions that somebody who comes as `role` and answers so is not asked, whatever was typed there;
    their fields.

    Args:
        judged: `questions` with those on whose `kept` answers conditions look, though this form does not ask them.
    """
    typed = {question.name: form[question.name].data for question in answered(questions)}
    asked = {question.name for question in asked_of(judged, role, {**stored, **typed})}
    for question in answered(questions):
        if question.name not in asked:
            field = form[question.name]
            if isinstance(field, AttachedField):
                field.unasked = field.data
            field.data, field.errors = [] if question.kind is QuestionKind.CHOICES else None, []
    return frozenset(typed.keys() - asked)
