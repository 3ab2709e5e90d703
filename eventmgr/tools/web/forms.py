"""The base of all forms: what was typed, what is wrong with it, and the status it answers with."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Self

from flask import flash, request
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField

from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _l, _n
from eventmgr.tools.web.fields import (
    AmountField,
    BilingualLine,
    BilingualText,
    CodeMultiSelect,
    CodeSelect,
    DateField,
    InstantField,
    IntField,
    LineField,
    Longest,
    NumberedList,
    OrganizationField,
    PersonNameField,
    Required,
    TextField,
    field_of,
)
from eventmgr.tools.web.meanwhile import ChangedMeanwhile, Difference, differences, is_same_form, read_seal, seal
from eventmgr.tools.web.misfits import DoesNotFit
from eventmgr.tools.web.rendering.drawing import anchor_of

__all__ = [
    "AmountField",
    "BilingualLine",
    "BilingualText",
    "CodeMultiSelect",
    "CodeSelect",
    "DateField",
    "Form",
    "InstantField",
    "IntField",
    "LineField",
    "Longest",
    "NumberedList",
    "OrganizationField",
    "PersonNameField",
    "Problem",
    "Required",
    "TextField",
    "field_of",
]

_OWN_WORDS = {
    "This field is required.": _l("Fill in this field."),
    "Not a valid choice.": _l("Choose from the list."),
    "Not a valid choice": _l("Choose from the list."),
    "Invalid input.": _l("This entry is not valid. Please enter it again."),
    "Invalid Choice: could not coerce.": _l("Choose from the list."),
    "Not a valid integer value.": _l("Enter a whole number."),
    "Not a valid decimal value.": _l("Enter a number."),
    "Not a valid date value.": _l("Enter a date, such as 2026-05-13."),
    "Not a valid datetime value.": _l("Enter date and time, such as 2026-05-13 08:30."),
    "Invalid email address.": _l("Enter a complete e-mail address, such as name@example.com."),
    "Invalid URL.": _l("Enter a complete address that begins with https://."),
    "Number must be at least %(min)s.": _l("Enter a number of at least %(min)s."),
    "Number must be at most %(max)s.": _l("Enter a number of at most %(max)s."),
    "Number must be between %(min)s and %(max)s.": _l("Enter a number from %(min)s to %(max)s."),
}


class _Words:
    """The stock messages of WTForms in the words and languages of this product."""

    def gettext(self, message: str) -> str:
        return str(_OWN_WORDS.get(message, message))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        if singular.startswith("Field must be at least"):
            return _n("Enter at least %(min)d character.", "Enter at least %(min)d characters.", number, min=number)
        if singular.startswith("Field cannot be longer"):
            return _n("Enter at most %(max)d character.", "Enter at most %(max)d characters.", number, max=number)
        if singular.startswith("Field must be exactly"):
            return _n("Enter exactly %(max)d character.", "Enter exactly %(max)d characters.", number, max=number)
        return singular if number == 1 else plural


_WORDS = _Words()


@dataclass(frozen=True)
class Problem:
    """One line of the error summary: where the link leads (`""`: nowhere), the field's label, the sentence."""

    target: str
    label: str
    message: str


class _OneTimeId(HiddenField):
    """A UUID per rendered form; what is not a UUID is replaced by a new one."""

    data: str
    given: str | None = None
    """The one that was sent with the form."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        try:
            self.data = self.given = str(uuid.UUID(valuelist[0]))
        except ValueError:
            self.data = str(uuid.uuid4())


class Form(FlaskForm):
    """A form of ours.

    `form_id` is a one-time id: a service that is given the same one twice answers with its first result.
    The token is checked once, for the whole application (`requests/accepted.py`), so no form checks it again; it is in
    `{{ hidden(form) }}` of `macros/forms.html`. A form that is the same for everybody (`form_open(form, shared=true)`)
    has neither token nor id: see `requests/accepted.py` and `ids_of_post` in `once.py`.

    A form that changes something that is there is `watching()`: it carries a seal of what it shows, and `compare` says
    whether that still stands.
    """

    form_errors: list[Any]
    again = ""
    """Where what stands now is shown, if that is not the address of the form itself."""
    form_id = _OneTimeId(default=lambda: str(uuid.uuid4()))

    class Meta(FlaskForm.Meta):
        """Our words for the stock messages."""

        csrf: Any = False

        def get_translations(self, form: object) -> Any:
            """The translations object WTForms asks."""
            return _WORDS

    def __init__(self, *args: object, **kwargs: object) -> None:
        self._refused_with: int | None = None
        self._seal: str | None = None
        self._now: str | None = None
        self.differences: list[Difference] = []
        self.does_not_fit: DoesNotFit | None = None
        super().__init__(*args, **kwargs)

    def tell_apart(self, name: str) -> Self:
        """This form, the ids of whose fields begin with `name`: several forms of one page may have fields of the same
        names."""
        for field in self:
            field.id = f"{name}-{field.name}"
        return self

    def watching(self) -> Self:
        """This form, carrying a seal of what it has now: what is put into it afterwards (nothing, for a colleague; what
        was asked for) is a proposal, and sent it counts as typed."""
        self._seal = request.form.get("seen") if request.method == "POST" else seal(self)
        return self

    @property
    def seen(self) -> str:
        """The seal that the page carries: of what stood there when it was opened, afterwards the same; "" for none."""
        return self._now or self._seal or ""

    def compare(self, now: Form) -> bool:
        """Whether what was typed is to be saved; `now` is the same form with what stands now. Ask after the lock.

        A form that came without a seal was not filled in by a reader of ours, and is saved as it is. It may be asked
        again, as after a lost race, and compares with what was shown each time.

        Returns:
            False where all of it stands there already, saved meanwhile (the same form sent twice).

        Raises:
            ChangedMeanwhile: somebody else has changed a value that was shown otherwise; `differences` says which. Sent
                once more, the form is saved, unless it is changed yet again.
        """
        if not self._seal:
            return True
        shown, self._now = read_seal(self._seal), seal(now)
        is_stale = read_seal(self._now) != shown
        changed = differences(self, now, shown)
        for field, difference in changed:
            field.stands_now = difference.theirs
        self.differences = [difference for _field, difference in changed]
        if changed:
            raise ChangedMeanwhile(
                _("Somebody else has changed this since you opened it. Your entries are kept: compare and decide.")
            )
        return not (is_stale and is_same_form(self, now))

    @property
    def status(self) -> int:
        """200, 422 if something typed is wrong, or that of the refusal."""
        if self._refused_with is not None:
            return self._refused_with
        return 422 if self.errors else 200

    def answer_with(self, status: int) -> None:
        """The page of the form has this status."""
        self._refused_with = status

    def refuse(self, refusal: Refusal) -> None:
        """Show `refusal` beside its field, or above the form if it has none here; what is no fault (200) is only
        said."""
        self._refused_with = refusal.status
        if refusal.status == HTTPStatus.OK:
            flash(refusal.message, "info")
            return
        if isinstance(refusal, DoesNotFit):
            self.does_not_fit = refusal
            return  # the page says which plans, and how they are saved nevertheless
        if isinstance(refusal, ChangedMeanwhile):
            return  # the page shows both values, and says so there
        field = self._fields.get(refusal.field) if refusal.field else None
        if field is None:
            self.form_errors = [*self.form_errors, refusal.message]
        else:
            field.errors = [*field.errors, refusal.message]

    def problems(self) -> list[Problem]:
        """All errors, those of the whole form first, then in the order of the fields; a line says which row it is
        of."""
        listed = [Problem("", "", str(message)) for message in self.form_errors]
        for field in self:
            if isinstance(field, NumberedList):
                listed += _problems_of_rows(field)
                continue
            for message in _flat(field.errors):
                label = "" if isinstance(field, (HiddenField, BooleanField)) else str(field.label.text)
                listed.append(Problem(anchor_of(field), label, message))
        return listed


def _problems_of_rows(rows: NumberedList) -> list[Problem]:
    """Those of a list of forms, each leading to its own field."""
    problems = [Problem("", "", message) for message in rows.errors if isinstance(message, str)]
    for number, entry in enumerate(rows, 1):
        for field in entry.form if entry.errors else ():
            for message in _flat(field.errors):
                label = _("Row %(number)s, %(label)s", number=number, label=field.label.text)
                problems.append(Problem(anchor_of(field), label, message))
    return problems


def _flat(errors: object) -> list[str]:
    """The sentences of a field's errors; those of form lists and enclosed forms one by one."""
    if isinstance(errors, dict):
        return [message for inner in errors.values() for message in _flat(inner)]
    if isinstance(errors, (list, tuple)):
        return [message for inner in errors for message in _flat(inner)]
    return [str(errors)]
