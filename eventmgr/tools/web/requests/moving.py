"""What the form of a page sends on which something is moved by `moving.js`: who, and where to."""

from __future__ import annotations

from flask import request

from eventmgr.ground.errors import BadValue, Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.text import whole_number


def typed_person() -> int:
    """The person that a form names.

    Raises:
        Refusal: it names none.
    """
    who = whole_number(request.form.get("person", ""), least=1)
    if who is None:
        raise Refusal(_("Choose a person."))
    return who


def typed_place() -> int:
    """The number of the place that a form names; 0 is none.

    Raises:
        BadValue: it names no number.
    """
    typed = request.form.get("to", "")
    number = whole_number(typed)
    if number is None:
        raise BadValue(_("“%(value)s” is not a number.", value=typed[:40]))
    return number


def moved_anchor() -> str | None:
    """Where the page goes on: at the person who was moved."""
    number = whole_number(request.form.get("person", ""), least=1)
    return f"p{number}" if number else None
