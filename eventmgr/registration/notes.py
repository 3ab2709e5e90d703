"""What rooms upstairs say about a registration on its pages, and which groups of the form still have places.

`app.py` connects upstairs (`receivers.py`); here nobody is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from eventmgr.i18n import _, _n
from eventmgr.registration.models import Registration


@dataclass(frozen=True)
class Note:
    """A sentence in the reader's language."""

    text: str
    tone: str = "info"
    """`success`, `info` or `warning`: how it stands out."""


Teller = Callable[[Registration], Note | None]
Counter = Callable[[int], Mapping[str, int]]
"""Event → value of a group → places left in it; groups without limit are left out."""


_tellers: list[Teller] = []
_counters: list[Counter] = []


def offer_note(teller: Teller) -> None:
    """Let `teller` say something on the pages of a registration."""
    if teller not in _tellers:
        _tellers.append(teller)


def offer_counts(counter: Counter) -> None:
    """Let `counter` tell how many places the groups of an event have left."""
    if counter not in _counters:
        _counters.append(counter)


def notes(registration: Registration) -> list[Note]:
    """What is said about this registration, in the language spoken now."""
    return [note for teller in _tellers if (note := teller(registration)) is not None]


def tell_places(form: Any, event_id: int) -> None:
    """Write beside each group that the form offers how many places it has left."""
    if "group" not in form:
        return
    left: dict[str, int] = {}
    for counter in _counters:
        left |= counter(event_id)
    form.group.offer(
        [(value, _with_places(str(words), left.get(value))) for value, words in form.group.choices if value]
    )


def _with_places(title: str, left: int | None) -> str:
    if left is None:
        return title
    if left == 0:
        return _("%(title)s (full: you join its waiting list)", title=title)
    return _n("%(title)s (%(num)s place left)", "%(title)s (%(num)s places left)", left, title=title)
