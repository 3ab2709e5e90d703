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


States = Callable[[int], Mapping[int, str]]
"""Event → number of a registration → how it stands in its group, in words of the language spoken now."""
_tellers: list[Teller] = []
_counters: list[Counter] = []
_states: list[States] = []


def offer_note(teller: Teller) -> None:
    """Let `teller` say something on the pages of a registration."""
    if teller not in _tellers:
        _tellers.append(teller)


def offer_counts(counter: Counter) -> None:
    """Let `counter` tell how many places the groups of an event have left."""
    if counter not in _counters:
        _counters.append(counter)


def offer_states(states: States) -> None:
    """Let `states` tell how people stand in the groups of an event."""
    if states not in _states:
        _states.append(states)


def standings(event_id: int) -> dict[int, str]:
    """Number of a registration → how it stands in its group."""
    found: dict[int, str] = {}
    for states in _states:
        found |= states(event_id)
    return found


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
