"""Whether somebody may register at an event now, with an invitation or without, and as that type of participant."""

from __future__ import annotations

from datetime import datetime

from eventmgr.event.events.derived.opening import Gate, closing_instant, gate, types_of
from eventmgr.event.events.models import Event
from eventmgr.event.forms.fields import mode
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.forms.participant_types.types import Alone, Entrant, Entry, why_not
from eventmgr.event.invitations import services as invitations
from eventmgr.event.invitations.models import Invitation
from eventmgr.event.invitations.queries import find_invitation
from eventmgr.event.registration.applicant import Applicant
from eventmgr.event.registration.asking.queries import count_uses
from eventmgr.event.registration.errors import InvitationNeeded, RegistrationClosed
from eventmgr.event.registration.models import Source
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _, format_instant


def check_open(event: Event, *, at: datetime, by_hand: bool, invited: bool = False) -> None:
    """Whether the event takes registrations at `at`.

    Raises:
        RegistrationClosed: it does not; the sentence says why and what to do.
        InvitationNeeded: it takes those who were invited, or has no type of participant for others.
        NotFound: the event is a draft and a visitor asks.
    """
    current = gate(event, at=at)
    if current is Gate.CANCELLED:
        raise RegistrationClosed(_("This event has been cancelled; registration is no longer possible."))
    if by_hand:
        return
    if current is Gate.OPEN and (invited or not event.by_invitation):
        if event.participant_types and not invited:
            _check_any_type(event, at=at)
        return
    if current is Gate.OPEN:
        raise InvitationNeeded(
            _("Registration is by invitation only. Use the link in your invitation, or enter its code.")
        )
    if current is Gate.DRAFT:
        raise NotFound(_("There is no such event."))
    if current is Gate.POSTPONED:
        raise RegistrationClosed(
            _("This event has been postponed. Registration opens again once the new date is announced.")
        )
    opens = event.registration_opens_at
    if current is Gate.NOT_YET and opens is not None:
        raise RegistrationClosed(
            _("Registration opens on %(when)s. Please come back then.", when=format_instant(opens, event.timezone))
        )
    raise RegistrationClosed(
        _(
            "Registration closed on %(when)s. If you still need a place, contact the organizers.",
            when=format_instant(closing_instant(event), event.timezone),
        )
    )


def check_invitation(invitation: Invitation, *, at: datetime) -> None:
    """Whether somebody may register with it, as it stands now; behind the event's lock nobody else takes its last use.

    Raises:
        InvitationVoid: it was revoked, has expired, or is used up.
    """
    stands = find_invitation(invitation.id)
    if stands is not None:
        invitations.check(stands, count_uses(stands.id), at=at)


def _check_any_type(event: Event, *, at: datetime) -> None:
    """Whether there is a type as which the public may register; where the form does not ask for it, that is a
    delegate."""
    types = types_of(event)
    asked = types.names() if mode(event.fields, "role") != "off" else [Role.DELEGATE]
    if all(why_not(types, key, Entrant.PUBLIC, at=at) for key in asked):
        refusal = InvitationNeeded if types.get(Role.DELEGATE).entry is Entry.INVITATION else RegistrationClosed
        raise refusal(why_not(types, Role.DELEGATE, Entrant.PUBLIC, at=at))


def entrant_of(source: Source, role: str, invitation: Invitation | None) -> Entrant:
    """Who enters somebody who comes so; an invitation opens the type that it names."""
    if source is Source.UNIT:
        return Entrant.LIAISON
    if source is not Source.SELF:
        return Entrant.OFFICE
    return Entrant.INVITED if invitation is not None and invitation.role == role else Entrant.PUBLIC


def check_type(event: Event, role: str, entrant: Entrant, *, at: datetime) -> None:
    """Whether somebody may be entered as that type at `at`.

    Raises:
        RegistrationClosed: not so, or not now; the sentence says why.
    """
    why = why_not(types_of(event), role, entrant, at=at)
    if why:
        raise RegistrationClosed(why, field="role")


def check_alone(event: Event, applicant: Applicant, entrant: Entrant) -> None:
    """Whether the public may register so without a delegation.

    Raises:
        Refusal: they may not.
    """
    types = types_of(event)
    if entrant is Entrant.PUBLIC and not applicant.unit and types.get(applicant.role).alone is Alone.REFUSED:
        raise Refusal(
            _(
                "People who come as “%(type)s” belong to a delegation. Choose yours, or ask the organizers.",
                type=types.name(applicant.role),
            ),
            field="unit",
        )


def is_decided_by_office(event: Event, applicant: Applicant, entrant: Entrant) -> bool:
    """Whether the organizers decide about somebody because they belong to no delegation."""
    alone = types_of(event).get(applicant.role).alone
    return entrant is Entrant.PUBLIC and not applicant.unit and alone is Alone.REVIEWED
