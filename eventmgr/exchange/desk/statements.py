"""What is deleted of requests at once."""

from __future__ import annotations

from sqlalchemy import delete

from eventmgr.exchange.desk.models import DeskFile, DeskLine
from eventmgr.ground.db import db


def delete_contents(request_id: int) -> None:
    """All that was said in a request, and its files."""
    for model in (DeskLine, DeskFile):
        db.session.execute(delete(model).where(model.request_id == request_id))
    db.session.expire_all()
