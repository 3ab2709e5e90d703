"""What is chosen of two registrations that become one."""

from __future__ import annotations

from eventmgr.event.registration.models import Registration
from eventmgr.ground.i18n import _l
from eventmgr.office.duplicates.choosing import first_choice, first_kept, list_differing
from eventmgr.office.duplicates.services import seen_of
from eventmgr.tools.likeness import forms
from eventmgr.tools.likeness.forms import MergeForm


def merge_form(left: Registration, right: Registration, labels: dict[str, str]) -> MergeForm:
    """The form for two registrations, with what is sensible chosen.

    Args:
        labels: field in which they differ, as far as the reader may see it → its name.
    """
    staying = first_kept(left, right)
    rest = right if staying is left else left
    fields = {name: (label, first_choice(name, staying, rest)) for name, label in labels.items()}
    return forms.merge_form(
        left, right, label=_l("Registration that stays"), stays=staying, fields=fields, shown=seen_of(left, right)
    )


def hidden_choices(kept: Registration, other: Registration, shown: dict[str, str]) -> set[str]:
    """Fields that the reader may not see are those of the registration that stays, if it says anything."""
    hidden = [name for name in list_differing(kept, other) if name not in shown]
    return {name for name in hidden if first_choice(name, kept, other) is other}
