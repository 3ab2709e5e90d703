"""Personal calendars: a short title of the event, and numbers of their own for it and for groups.

Until now agenda items added the event's own number to theirs, so the new one begins there: none falls.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.add_column("registration", sa.Column("group_numbers", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("event", sa.Column("short_title", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("event", sa.Column("name_sequence", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("event", sa.Column("name_changed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("event", sa.Column("name_digest", sa.String(32), nullable=False, server_default=""))
    op.execute("UPDATE event SET name_sequence = sequence, name_changed_at = calendar_changed_at")


def downgrade() -> None:
    for name in ("name_digest", "name_changed_at", "name_sequence", "short_title"):
        op.drop_column("event", name)
    op.drop_column("registration", "group_numbers")
