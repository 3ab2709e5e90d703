"""The one write of the list."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.db import db, insert_into
from eventmgr.tools.messages.models import OptOut


def note_opt_out(digest: str, *, at: datetime) -> None:
    """That address wants no e-mails but necessary ones; twice is no fault."""
    db.session.execute(insert_into(OptOut).values(digest=digest, at=at).on_conflict_do_nothing())
