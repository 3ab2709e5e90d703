"""Requests for meetings: why one was declined, who was told of what, who publishes calls."""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0071"

_MOMENTS = ("told_at", "reminded_at", "expiry_told_at", "asker_hinted_at", "asked_hinted_at")
_OPEN = sa.text("state = 'asked'")


def upgrade() -> None:
    with op.batch_alter_table("meeting_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason_code", sa.String(length=20), server_default="", nullable=False))
        for name in _MOMENTS:
            batch_op.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            "ix_meeting_request_expires", ["expires_at"], unique=False, sqlite_where=_OPEN, postgresql_where=_OPEN
        )
    with op.batch_alter_table("meeting_party", schema=None) as batch_op:
        batch_op.add_column(sa.Column("may_call", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("meeting_party", schema=None) as batch_op:
        batch_op.drop_column("may_call")
    with op.batch_alter_table("meeting_request", schema=None) as batch_op:
        batch_op.drop_index("ix_meeting_request_expires", sqlite_where=_OPEN, postgresql_where=_OPEN)
        for name in reversed(_MOMENTS):
            batch_op.drop_column(name)
        batch_op.drop_column("reason_code")
