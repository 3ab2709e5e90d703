"""What is chosen of two registrations that become one."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from eventmgr.duplicates.choosing import first_choice, first_kept, list_different
from eventmgr.duplicates.services import seen_of
from eventmgr.i18n import _l
from eventmgr.registration.models import Registration
from eventmgr.web.forms import Form

_STAYS, _SEEN = "stays", "as_shown"
_PREFIX = "of_"


class MergeForm(Form):
    """Which registration stays, and which value of each field in which they differ."""

    stays = RadioField(_l("Registration that stays"))
    as_shown = HiddenField(validators=[Length(max=200)])

    @property
    def kept_id(self) -> int:
        """The number of the registration that stays."""
        return int(self.stays.data)

    def taken_from(self, number: int) -> set[str]:
        """The fields whose value is that of the registration `number`."""
        chosen = {
            name.removeprefix(_PREFIX): field.data for name, field in self._fields.items() if name.startswith(_PREFIX)
        }
        return {name for name, value in chosen.items() if value == str(number)}

    def choice_of(self, field: str) -> Any:
        """The two radio buttons of a field."""
        return self[_PREFIX + field]


def merge_form(one: Registration, other: Registration, labels: dict[str, str]) -> MergeForm:
    """The form for two registrations, with what is sensible chosen.

    Args:
        labels: field in which they differ, as far as the reader may see it → its name.
    """
    kept = first_kept(one, other)
    rest = other if kept is one else one
    choices = [SelectChoice(str(row.id), str(row.id)) for row in (one, other)]
    fields = {_PREFIX + name: RadioField(label, choices=choices) for name, label in labels.items()}
    kind: type[MergeForm] = type("OneMergeForm", (MergeForm,), fields)
    first: dict[str, str] = {_PREFIX + name: str(first_choice(name, kept, rest).id) for name in labels}
    form = kind(data={_STAYS: str(kept.id), _SEEN: seen_of(one, other), **first})
    form.stays.choices = choices
    return form


def hidden_choices(kept: Registration, other: Registration, shown: dict[str, str]) -> set[str]:
    """Fields that the reader may not see are those of the registration that stays, if it says anything."""
    hidden = [name for name in list_different(kept, other) if name not in shown]
    return {name for name in hidden if first_choice(name, kept, other) is other}
