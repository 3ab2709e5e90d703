"""Which addresses want no e-mails but necessary ones."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from eventmgr.ground.db import db
from eventmgr.tools.messages.models import OptOut

_AT_ONCE = 500
"""Digests in one statement."""


def list_opted_out(digests: Iterable[str]) -> set[str]:
    """Those of `digests` that stand in the list."""
    asked = sorted(set(digests))
    opted_out: set[str] = set()
    for start in range(0, len(asked), _AT_ONCE):
        query = select(OptOut.digest).where(OptOut.digest.in_(asked[start : start + _AT_ONCE]))
        opted_out.update(db.session.scalars(query))
    return opted_out
