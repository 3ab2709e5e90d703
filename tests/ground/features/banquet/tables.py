"""Tables for the guests; the trail alone knows them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from eventmgr.ground.db import db
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.tools.log.models import AuditEntry

MOST = 2


class Cloth(LabelledEnum):
    """What lies on a table."""

    WHITE = "white", "White linen", Tone.OK


@dataclass
class BanquetTable:
    """One table."""

    __tablename__ = "banquet_table"
    id: int


def count_tables() -> int:
    """How many are laid."""
    laid = AuditEntry.object_type == BanquetTable.__tablename__
    return db.session.scalar(select(func.count(AuditEntry.id)).where(laid)) or 0


def too_many() -> list[str]:
    """No more than two tables fit in."""
    n = count_tables()
    return [f"{n} tables laid, {MOST} fit in"] if n > MOST else []
