"""Set-based writes about certificates."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete

from eventmgr.ground.db import change_rows
from eventmgr.output.papers.certificates.models import Certificate


def delete_of(ids: Collection[int]) -> None:
    """Certificates of these registrations go."""
    statement = delete(Certificate).where(Certificate.registration_id.in_(sorted(ids)))
    change_rows(statement)
