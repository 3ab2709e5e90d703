"""Changes of drafts by hand can be undone; who sat at a meeting before is kept for their calendars."""

import sqlalchemy as sa
from alembic import op

revision = "0077"
down_revision = "0074"


def upgrade() -> None:
    op.add_column("timetable_draft", sa.Column("history", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("meeting", sa.Column("former_ids", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("meeting", "former_ids")
    op.drop_column("timetable_draft", "history")
