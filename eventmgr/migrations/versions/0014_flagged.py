"""What waits for the office and is not pending is counted over an index of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_FLAGGED = sa.text("status <> 'pending' AND (looks_like_id IS NOT NULL OR changed_late_at IS NOT NULL)")


def upgrade() -> None:
    op.create_index(
        "ix_registration_event_flagged",
        "registration",
        ["event_id"],
        sqlite_where=_FLAGGED,
        postgresql_where=_FLAGGED,
    )


def downgrade() -> None:
    op.drop_index("ix_registration_event_flagged", table_name="registration")
