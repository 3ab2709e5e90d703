"""Who may come as which type now, and why not. Pure."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import datetime

from eventmgr.event.forms.participant_types.types import Entry, ParticipantType, Types
from eventmgr.ground.i18n import _, format_instant


class Entrant(enum.Enum):
    """Who fills in the form."""

    PUBLIC = "public"
    INVITED = "invited"
    """With an invitation that names the type."""
    LIAISON = "liaison"
    OFFICE = "office"


def why_not(types: Types, key: str, entrant: Entrant, *, at: datetime) -> str:
    """The sentence for whoever wants to enter somebody of that type at `at` and may not; empty: they may."""
    kind = types.get(key)
    name = kind.called()
    if key not in types or kind.is_hidden:
        return _("“%(type)s” can no longer be chosen. Choose another participant type.", type=name)
    if entrant is Entrant.LIAISON and kind.entry is Entry.INVITATION:
        return _("People who come as “%(type)s” are entered by the organizers. Please ask them.", type=name)
    if entrant is Entrant.PUBLIC and kind.entry is Entry.INVITATION:
        return _(
            "Registration as “%(type)s” needs an invitation for it. Use the link in your invitation, or ask the organizers for one.",
            type=name,
        )
    if entrant is Entrant.PUBLIC and kind.entry is Entry.DELEGATION:
        return _(
            "People who come as “%(type)s” are entered by the liaison of their delegation. Ask the liaison, or the organizers.",
            type=name,
        )
    return _why_not_now(kind, types.zone, at=at) if entrant in (Entrant.PUBLIC, Entrant.INVITED) else ""


def _why_not_now(kind: ParticipantType, zone: str, *, at: datetime) -> str:
    if kind.opens_at is not None and at < kind.opens_at:
        return _(
            "Registration as “%(type)s” opens on %(when)s. Please come back then.",
            type=kind.called(),
            when=format_instant(kind.opens_at, zone),
        )
    if kind.closes_at is not None and at > kind.closes_at:
        return _(
            "Registration as “%(type)s” closed on %(when)s. If you still need a place, contact the organizers.",
            type=kind.called(),
            when=format_instant(kind.closes_at, zone),
        )
    return ""


def open_to(types: Types, entrant: Entrant, *, at: datetime, also: Iterable[str] = ()) -> list[ParticipantType]:
    """The types as which they may enter somebody at `at`, in order.

    Args:
        also: types that are offered in any case, such as the one that somebody has already.
    """
    kept = set(also)
    return [kind for kind in types if kind.key in kept or not why_not(types, kind.key, entrant, at=at)]
