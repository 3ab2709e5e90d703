"""What a worker does for accounts.

Looking for an account takes as long as it takes, and a letter more: so it happens where nobody waits, and whoever asks
for a link cannot tell from the time whether there is an account.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eventmgr.ground.jobs.registry import handler
from eventmgr.identity.accounts import letters, services
from eventmgr.identity.accounts.models import Purpose
from eventmgr.identity.accounts.queries import find_user_by_email

RESET = "accounts.reset"


@handler(RESET)
def send_reset(payload: dict[str, Any], at: datetime) -> None:
    """The letter with a reset link to the account of `payload["email"]`, if there is one that may sign in."""
    user = find_user_by_email(payload["email"])
    if user is not None and user.disabled_at is None:
        letters.write_reset(user, services.make_link(user, Purpose.RESET_PASSWORD, at=at), at=at)
