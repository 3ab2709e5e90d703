"""What is chosen of two registrations that become one."""

from __future__ import annotations

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from eventmgr.event.registration.models import Registration
from eventmgr.ground.i18n import _l
from eventmgr.office.duplicates.choosing import first_choice, first_kept, list_different
from eventmgr.office.duplicates.services import seen_of
from eventmgr.tools.web.forms import SidesForm

_STAYS, _SEEN = "stays", "as_shown"


class MergeForm(SidesForm):
    """Which registration stays, and which value of each field in which they differ."""

    stays = RadioField(_l("Registration that stays"))


def merge_form(left: Registration, right: Registration, labels: dict[str, str]) -> MergeForm:
    """The form for two registrations, with what is sensible chosen.

    Args:
        labels: field in which they differ, as far as the reader may see it → its name.
    """
    staying = first_kept(left, right)
    rest = right if staying is left else left
    choices = [SelectChoice(str(row.id), str(row.id)) for row in (left, right)]
    fields = {MergeForm.SIDE + name: RadioField(label, choices=choices) for name, label in labels.items()}
    kind: type[MergeForm] = type("OneMergeForm", (MergeForm,), fields)
    first: dict[str, str] = {MergeForm.SIDE + name: str(first_choice(name, staying, rest).id) for name in labels}
    form = kind(data={_STAYS: str(staying.id), _SEEN: seen_of(left, right), **first})
    form.stays.choices = choices
    return form


def hidden_choices(kept: Registration, other: Registration, shown: dict[str, str]) -> set[str]:
    """Fields that the reader may not see are those of the registration that stays, if it says anything."""
    hidden = [name for name in list_different(kept, other) if name not in shown]
    return {name for name in hidden if first_choice(name, kept, other) is other}
