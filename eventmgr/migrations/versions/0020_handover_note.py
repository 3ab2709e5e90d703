"""What a team tells whoever takes over an event."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.add_column("event", sa.Column("handover_note", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("event", "handover_note")
