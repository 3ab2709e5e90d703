"""Steps of the tests of links at once, which others take too."""

from __future__ import annotations

from datetime import timedelta

from eventmgr.ground import clock
from eventmgr.identity.team.models import TeamInvitation
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.web.tokens import token_hash
from tests.factories import keep, make_event, make_member


def invite(number):
    event = make_event()
    owner = make_member(event, TeamRole.OWNER)
    token = f"invitation-{number}"
    keep(
        TeamInvitation(
            event_id=event.id, email=f"new{number}@example.com", role=TeamRole.VIEWER, token_hash=token_hash(token),
            invited_by_id=owner.id, created_at=clock.now(), expires_at=clock.now() + timedelta(days=1),
        )
    )  # fmt: skip
    return token
