"""What organizers type about a training: a share, and the hours of each session."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Self
from unicodedata import normalize

from wtforms import Field
from wtforms.widgets import TextInput

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.ground.i18n import _, _l, localized
from eventmgr.ground.text import clean_code
from eventmgr.programme.training.hours import MOST_TENTHS, hours_in_words
from eventmgr.programme.training.services import TrainingDraft
from eventmgr.tools.web.forms import Form, IntField, Required

_HOURS = re.compile(r"(\d{1,3})(?:\.(\d))?")


class HoursField(Field):
    """Training hours with one decimal place. Data: int in tenths, or None."""

    widget = TextInput()

    def __init__(self, label: Any = None, validators: Iterable[Any] | None = None, **kwargs: Any) -> None:
        super().__init__(label, list(validators or ()), **kwargs)
        self.render_kw: dict[str, Any] = {"inputmode": "decimal", "autocomplete": "off"}

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return hours_in_words(self.data) if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read digits, full-width ones too."""
        self.data = None
        typed = clean_code(valuelist[0]) if valuelist else ""
        if not typed:
            return
        found = _HOURS.fullmatch(normalize("NFKC", typed[:40]))
        tenths = int(found[1]) * 10 + int(found[2] or 0) if found else -1
        if not 0 <= tenths <= MOST_TENTHS:
            raise ValueError(_("Hours must be a number, such as 2 or 1.5."))
        self.data = tenths or None


class TrainingForm(Form):
    """The share that is needed; fields for the hours are added for the agenda (`training_form`)."""

    threshold = IntField(
        _l("Share of the hours needed for a certificate (%)"),
        [Required()],
        least=0,
        most=100,
        description=_l("Usually 80."),
    )
    numbers: Sequence[int] = ()

    def hours(self) -> list[Field]:
        """The fields of the sessions, in the order of the agenda."""
        return [self[f"hours_{number}"] for number in self.numbers]

    def draft(self) -> TrainingDraft:
        """The hours of each item as typed."""
        tenths = {number: self[f"hours_{number}"].data for number in self.numbers}
        return TrainingDraft(self.threshold.data or 0, {number: value for number, value in tenths.items() if value})

    def filled(self, draft: TrainingDraft) -> Self:
        """With what stands, or is proposed, where nothing was typed."""
        if not self.is_submitted():
            self.threshold.data = draft.threshold
            for number in self.numbers:
                self[f"hours_{number}"].data = draft.tenths.get(number)
        return self


def training_form(items: Sequence[AgendaItem]) -> TrainingForm:
    """A form with a field for each of these items."""
    fields = {f"hours_{item.id}": HoursField(localized(item.title)) for item in items}
    form = type("AgendaTrainingForm", (TrainingForm,), {**fields, "numbers": tuple(item.id for item in items)})
    return form()  # type: ignore[no-any-return]
