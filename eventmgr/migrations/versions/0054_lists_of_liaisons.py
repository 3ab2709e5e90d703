"""Until when the liaisons of delegations change their lists."""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"


def upgrade() -> None:
    op.add_column("delegation_plan", sa.Column("changes_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("delegation_plan", "changes_until")
