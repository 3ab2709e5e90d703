"""What is chosen of two rows that become one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from wtforms import Field, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from eventmgr.tools.likeness.pairing import Numbered
from eventmgr.tools.web.forms import Form

Row = TypeVar("Row", bound=Numbered)
_SIDE = "of_"


class MergeForm(Form):
    """Which of two rows stays, and from which each field comes in which they differ: `merge_form` adds these fields."""

    as_shown = HiddenField(validators=[Length(max=4000)])
    """What the page has shown of both; a later one must not be merged."""

    def choose(self, left: Row, right: Row) -> tuple[Row, Row, set[str]]:
        """The row that stays, the other one, and the fields whose value is that of the other one."""
        stays, goes = (left, right) if int(self["stays"].data) == left.id else (right, left)
        chosen = {
            name.removeprefix(_SIDE): field.data for name, field in self._fields.items() if name.startswith(_SIDE)
        }
        return stays, goes, {name for name, value in chosen.items() if value == str(goes.id)}

    def choice_of(self, name: str) -> Field:
        """The two radio buttons of a field."""
        return self[_SIDE + name]


def merge_form(
    left: Row, right: Row, *, label: Any, stays: Row, fields: Mapping[str, tuple[Any, Row]], shown: str
) -> MergeForm:
    """The form for two rows.

    Args:
        label: what the choice of the row that stays is called.
        stays: which one it is unless somebody chooses.
        fields: name of each field in which they differ → its label, and whose value is taken unless somebody chooses.
        shown: what the page shows of both, see `shown_of`.
    """
    choices = [SelectChoice(str(row.id), f"#{row.id}") for row in (left, right)]
    labels = {"stays": label, **{_SIDE + name: words for name, (words, _row) in fields.items()}}
    chosen = {"stays": stays, **{_SIDE + name: row for name, (_words, row) in fields.items()}}
    radios = {name: RadioField(words, choices=choices) for name, words in labels.items()}
    kind: type[MergeForm] = type("OneMergeForm", (MergeForm,), radios)
    return kind(data={"as_shown": shown, **{name: str(row.id) for name, row in chosen.items()}})
