"""What rooms upstairs know: how often an invitation was used, whose link to be left alone it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Panel, offered


@dataclass(frozen=True)
class Use:
    """How an invitation was used.

    Attributes:
        live: registrations with it that stand.
        answers: all that were ever made with it.
    """

    live: int = 0
    answers: int = 0


USES = Panel[Callable[[int], Mapping[int, Use]]]("uses of invitations")
"""Event → number of an invitation → how it was used; those that nobody used are left out."""
REGISTERED = Panel[Callable[[int, Collection[str]], set[str]]]("registered mailboxes")
"""(event, addresses in small letters) → those of them with which somebody is registered."""


@dataclass(frozen=True)
class Leaver:
    """Whose link to be left alone it is: the address, and the event that the e-mail was about."""

    email: str
    event: Event


LEAVER = Panel[Callable[[str], Leaver | None]]("whose link to be left alone")
"""Token of the link in an e-mail of a room upstairs → whose it is; None where it is no such token."""
PAGE = Panel[Callable[[str], str]]("page of an invitation")
"""Token of an invitation → public address of the form that it opens."""


def page(token: str) -> str:
    """The public address of the form that this token opens."""
    return next(tell(token) for tell in offered(PAGE))


def leaver(token: str) -> Leaver | None:
    """Whose link to be left alone this token is, as the rooms upstairs know it."""
    return next((found for tell in offered(LEAVER) if (found := tell(token)) is not None), None)


def uses(event_id: int) -> dict[int, Use]:
    """Number of an invitation → how it was used."""
    known: dict[int, Use] = {}
    for tell in offered(USES):
        known |= tell(event_id)
    return known


def registered(event_id: int, mailboxes: Collection[str]) -> set[str]:
    """The mailboxes among these with which somebody is registered."""
    found: set[str] = set()
    for tell in offered(REGISTERED):
        found |= tell(event_id, mailboxes)
    return found
