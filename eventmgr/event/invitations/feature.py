"""Invitations to register."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.panels import ODDITIES
from eventmgr.event.invitations import letters, manage, periods, receivers, trail, views
from eventmgr.event.invitations.models import Invitation
from eventmgr.event.invitations.switch import INVITATIONS
from eventmgr.ground.features import Feature, MenuEntry
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole

_OFFICE = frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.REGISTRAR})


FEATURE = Feature(
    "invitations",
    switch=INVITATIONS,
    blueprints=(views.bp, manage.bp),
    connect=receivers.connect,
    letters=letters.LETTERS,
    words=trail.WORDS,
    periods=periods.PERIODS,
    typed_tables=(Invitation,),
    codes={"unit": (Invitation.unit_code,)},
    offers={ODDITIES: receivers.ENDS},
    permissions={"invitations.read": _OFFICE, "invitations.edit": _OFFICE},
    unlisted={"/invited/": (), "/unsubscribe/": ()},
    menu=(
        MenuEntry(
            menu.EVENT,
            _l("Invitations"),
            "invitations_manage.index",
            30,
            menu.REGISTRATION,
            "invitations.read",
            covers=True,
        ),
    ),
)
