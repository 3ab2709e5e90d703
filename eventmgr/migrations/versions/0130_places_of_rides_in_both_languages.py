"""Where a ride begins and ends is said in Chinese and in English."""

import re
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0130"
down_revision = "0129"

_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_PLACES = ("start", "goal")


def upgrade() -> None:
    _replace(sa.String(length=100), sa.JSON(), in_its_language)


def downgrade() -> None:
    _replace(sa.JSON(), sa.String(length=100), lambda place: (place.get("zh") or place.get("en") or "")[:100])


def in_its_language(text: str) -> dict[str, str]:
    """What holds a Chinese character is Chinese, everything else English."""
    return {"zh" if _CHINESE.search(text) else "en": text} if text else {}


def _replace(former: Any, kind: Any, convert: Callable[[Any], Any]) -> None:
    """Both columns are of another kind, each value as `convert` says it."""
    bind = op.get_bind()
    before = sa.table("ride", sa.column("id"), *(sa.column(name, former) for name in _PLACES))
    rows = [dict(row) for row in bind.execute(sa.select(before)).mappings()]
    with op.batch_alter_table("ride") as batch:
        for name in _PLACES:
            batch.drop_column(name)
    with op.batch_alter_table("ride") as batch:
        for name in _PLACES:
            batch.add_column(sa.Column(name, kind, nullable=True))
    now = sa.table("ride", sa.column("id"), *(sa.column(name, kind) for name in _PLACES))
    for row in rows:
        values = {name: convert(row[name]) for name in _PLACES}
        bind.execute(sa.update(now).where(now.c.id == row["id"]).values(values))
    with op.batch_alter_table("ride") as batch:
        for name in _PLACES:
            batch.alter_column(name, existing_type=kind, nullable=False)
