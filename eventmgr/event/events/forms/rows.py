"""Lists that are edited as a whole, without scripts: what is there, spare rows below, a button for more.

A row that is left empty counts as not there, one that is marked goes, the order follows the numbers typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import BooleanField, Field, FormField, HiddenField
from wtforms import Form as PlainForm

from eventmgr.event.events.services import Row
from eventmgr.ground.i18n import _l
from eventmgr.ground.text import whole_number
from eventmgr.tools.web.forms import Form, IntField, NumberedList

MOST_ROWS = 60
SPARE, MORE = 1, 4
"""Empty rows below those that are there; and how many the button adds."""


class RowForm(PlainForm):
    """One row. `content` names the fields that make it count."""

    content: tuple[str, ...] = ("name",)

    id = HiddenField()
    remove = BooleanField(_l("Remove"))

    @property
    def number(self) -> int | None:
        """The number of the row in the database, None for a new one."""
        return whole_number(str(self.id.data or ""))

    @property
    def counts(self) -> bool:
        """Whether something was typed and the row is not marked for removal."""
        return not self.remove.data and any(is_filled(self[name]) for name in self.content)


class OrderedRowForm(RowForm):
    """A row with a place among the others."""

    order = IntField(_l("Order"), least=0, most=999)


class RowField(FormField):
    """A row inside a list; one that does not count has no faults."""

    def validate(self, form: object, extra_validators: Iterable[object] = ()) -> bool:
        """Check a row that counts."""
        return not self.form.counts or bool(self.form.validate())

    @property
    def errors(self) -> Any:
        """Faults of the fields of a row that counts."""
        return self.form.errors if self.form.counts else {}


class RowList(NumberedList):
    """A list of rows of one form class."""

    def __init__(self, row: type[RowForm], label: object = None, **kwargs: object) -> None:
        super().__init__(RowField(row), label, max_entries=MOST_ROWS, **kwargs)

    def counting(self) -> list[Any]:
        """The rows that count, in the order of their numbers; without a number, as they stand."""
        return sorted(super().counting(), key=_rank)

    def in_order(self) -> list[Any]:
        """All entries, in the order of their numbers."""
        return sorted(self.entries, key=lambda entry: _rank(entry.form))


def _rank(form: Any) -> int:
    order = getattr(form, "order", None)
    return order.data if order is not None and order.data is not None else 1000


class RowsForm(Form):
    """A form around one list, `rows`. Give the rows that are there as `data={"rows": [...]}`."""

    rows: RowList

    def spare(self, number: int = SPARE) -> None:
        """Append empty rows, at most `number` and never beyond the maximum."""
        for _count in range(min(number, MOST_ROWS - len(self.rows))):
            self.rows.append_entry()

    def row_forms(self) -> list[Any]:
        """All rows as forms, for the template."""
        return [entry.form for entry in self.rows]

    def counting(self) -> list[Any]:
        """The rows that count, in the order of their numbers; without a number, as they stand."""
        return self.rows.counting()

    def drafts(self) -> list[Row]:
        """The rows that count, as the service takes them."""
        return [Row(values=self.values_of_row(form), id=form.number) for form in self.counting()]

    def values_of_row(self, form: Any) -> Mapping[str, Any]:
        """Column values of a row."""
        return {field.short_name: field.data for field in form if field.short_name not in ("id", "remove", "order")}


def is_filled(field: Field) -> bool:
    """Whether a field holds something, or something was typed that it could not read."""
    typed = [text for text in field.raw_data or () if isinstance(text, str) and text.strip()]
    return bool(field.data or typed)
