"""Until when participants change their registration themselves, and the changes that they ask for afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

_HINTS = "looks_like_id IS NOT NULL OR changed_late_at IS NOT NULL"
_HINTS_NOW = f"{_HINTS} OR change_requested_at IS NOT NULL"


def _index_hints(hints: str) -> None:
    """The two indexes of what waits for the office, anew."""
    flagged, waits = sa.text(f"status <> 'pending' AND ({hints})"), sa.text(f"(status = 'pending' OR {hints})")
    for name, columns, where in (
        ("ix_registration_event_flagged", ["event_id"], flagged),
        ("ix_registration_event_todo", ["event_id", "created_at", "id"], waits),
    ):
        op.drop_index(name, table_name="registration")
        op.create_index(name, "registration", columns, sqlite_where=where, postgresql_where=where)


def upgrade() -> None:
    op.add_column("event", sa.Column("changes_close_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("event", sa.Column("reviewed_fields", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("registration", sa.Column("requested_change", sa.Text(), nullable=True))
    op.add_column("registration", sa.Column("change_requested_at", sa.DateTime(timezone=True), nullable=True))
    _index_hints(_HINTS_NOW)


def downgrade() -> None:
    _index_hints(_HINTS)
    op.drop_column("registration", "change_requested_at")
    op.drop_column("registration", "requested_change")
    op.drop_column("event", "reviewed_fields")
    op.drop_column("event", "changes_close_at")
