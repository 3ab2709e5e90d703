"""One at a time, whichever process or machine it is."""

from __future__ import annotations

from sqlalchemy import text

from eventmgr.ground.db import db, is_sqlite

BULK_MAIL, SHORT_MESSAGES, WAITING_FILES = 500135192941, 500135192942, 500135192943
"""What is done by turns."""
_LOCK = text("SELECT pg_advisory_xact_lock(:what)")


def take_turns(what: int) -> None:
    """Until the end of the transaction nobody else has the turn of this. On SQLite there is one writer anyway."""
    if not is_sqlite():
        db.session.execute(_LOCK, {"what": what})
