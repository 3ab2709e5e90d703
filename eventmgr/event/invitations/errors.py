"""Why an invitation does not let anybody register."""

from __future__ import annotations

from eventmgr.ground.errors import Refusal


class InvitationVoid(Refusal):
    """Used up, expired or revoked; the sentence says which, and what to do."""
