"""Provincial accounts see the names on the list of their delegation only where the organizers say so."""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"


def upgrade() -> None:
    op.add_column(
        "delegation_plan", sa.Column("names_for_accounts", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    op.drop_column("delegation_plan", "names_for_accounts")
