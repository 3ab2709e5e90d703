"""What people agree to."""

from __future__ import annotations

from collections.abc import Iterable

from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.models import Consent

PROCESSING = "processing"
SENSITIVE = "sensitive"
STAY = "stay"
IDENTITY, IDENTITY_STAY = "identity", "identity_stay"
STAY_PLAN = "stay_plan"
"""Purposes of consents; see `Consent.purpose`. `STAY`: to be passed on to those outside the house who see to
accommodation and transfers (PIPL art. 23). `IDENTITY`: that the number of an identity document is used;
`IDENTITY_STAY`: that it is passed on with the rest. `STAY_PLAN`: that the room and the rides arranged for the person
are. The words of `STAY` once named neither room nor ride: who agreed to those alone has no `STAY_PLAN`, and neither
leaves the house."""
STAY_WORDS = _l(
    "My name, gender, organization, what I entered for accommodation and transfers, the hotel, room, nights and rides arranged for me"
    " and, where needed for them, my mobile number may be passed on to the hotel, the carrier and the hosts of visits of this event,"
    " for that purpose only. (Optional; I can withdraw this on my own page at any time.)"
)
PLAN_NAMED = "plan"
"""Value of the box under these words; forms that were open while the words changed send another."""
IDENTITY_STAY_WORDS = _l(
    "The number of my identity document may be passed on to them as well, where they must record it or let nobody in without"
    " it. (Optional; I can withdraw this on my own page at any time.)"
)
PURPOSES = {
    PROCESSING: _l("Consent"),
    SENSITIVE: _l("Consent to sensitive personal information"),
    STAY: _l("Consent to being passed on for accommodation and transfers"),
    STAY_PLAN: _l("Consent to the room and rides arranged being passed on"),
    IDENTITY: _l("Consent to the use of the identity document number"),
    IDENTITY_STAY: _l("Consent to the identity document number being passed on"),
    "name_published": _l("Consent to name publication"),
}


def ticked(
    *, sensitive: bool, stay: bool, plan: bool = False, identity: bool = False, identity_stay: bool = False
) -> tuple[str, ...]:
    """The purposes that a form which was sent consents to.

    Args:
        plan: whether the words of `STAY` that were read name room and rides.
    """
    chosen = {
        SENSITIVE: sensitive,
        STAY: stay,
        STAY_PLAN: stay and plan,
        IDENTITY: identity,
        IDENTITY_STAY: identity and stay and identity_stay,
    }
    return (PROCESSING, *(purpose for purpose, is_ticked in chosen.items() if is_ticked))


def newest_agreed(consents: Iterable[Consent]) -> int | None:
    """The newest version of the notice that somebody has agreed to and not withdrawn; None if there is none. Whoever
    the organizers entered may have agreed to none."""
    return max(
        (one.notice_version for one in consents if one.purpose == PROCESSING and one.withdrawn_at is None), default=None
    )
