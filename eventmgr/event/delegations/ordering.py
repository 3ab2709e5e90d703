"""What the forms say that put a delegation's list in order and name who leads it: the same for liaisons and
organizers."""

from __future__ import annotations

from collections.abc import Mapping

from eventmgr.event.registration.models import Leadership
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.text import whole_number

_ORDER = "-order"


def read_place(typed: str) -> int:
    """A place on the list, from 1.

    Raises:
        Refusal: it is none.
    """
    place = whole_number(typed.strip(), least=1, any_digits=True)
    if place is None:
        raise Refusal(_("Enter the position on the list as a number, starting from 1."))
    return place


def read_order(typed: Mapping[str, str]) -> dict[int, int]:
    """Number of a registration → its place, of `<number>-order`; what is left empty is not there.

    Raises:
        Refusal: one of them is no place.
    """
    wanted = {}
    for name, value in typed.items():
        number = whole_number(name.removesuffix(_ORDER)) if name.endswith(_ORDER) else None
        if number is not None and value.strip():
            wanted[number] = read_place(value)
    return wanted


def read_leadership(typed: Mapping[str, str]) -> Leadership | None:
    """As what somebody shall lead; None: not at all."""
    return next((one for one in Leadership if one.value == typed.get("leads")), None)


def say_leading(name: str, leadership: Leadership | None) -> str:
    """What was done, for its reader."""
    if leadership is None:
        return _("%(name)s no longer leads the delegation.", name=name)
    return _("%(name)s is now %(label)s.", name=name, label=leadership.label)
