"""On which grounds an event processes what it asks."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    op.add_column("event", sa.Column("legal_bases", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("event", "legal_bases")
