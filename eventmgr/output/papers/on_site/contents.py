"""What badges, place cards and sign-in sheets say, as plain values in the language of the paper. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.output.papers.contents import Roster
from eventmgr.tools.typesetting.occasion import Occasion


@dataclass(frozen=True)
class Badge:
    """Of one person; `latin` is the name in Latin letters, `colour` a key of `BADGE_COLORS` or empty, `code` what is
    scanned."""

    name: str
    latin: str
    organization: str
    title: str
    unit: str
    type: str
    colour: str
    code: str
    seat: str = ""
    """Seats, tables and group, where seating plans are published."""


@dataclass(frozen=True)
class Badges:
    """Those of an event, in the order in which they are handed out, each with the number of its registration."""

    occasion: Occasion
    badges: tuple[tuple[int, Badge], ...]


@dataclass(frozen=True)
class PlaceCard:
    """A name, the same in Latin letters where it is wanted, and what stands below."""

    name: str
    latin: str = ""
    line: str = ""
    unit: str = ""
    """Where it is handed out."""


@dataclass(frozen=True)
class PlaceCards:
    """Those of an event, by delegation, each with the number of its registration."""

    occasion: Occasion
    cards: tuple[tuple[int, PlaceCard], ...]


@dataclass(frozen=True)
class SignIn:
    """A sheet to sign: who is expected, for what, and which columns are left blank (words)."""

    roster: Roster
    what: str
    when: str
    place: str
    blanks: tuple[str, ...]
    apart: bool = False
