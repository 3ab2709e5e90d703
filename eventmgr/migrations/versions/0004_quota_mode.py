"""Whether the quotas of delegation units bind."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column(
        "event",
        sa.Column(
            "quota_mode",
            sa.Enum("warn", "refuse", name="quotamode", native_enum=False, length=32),
            server_default="warn",
            nullable=False,
        ),
    )


def downgrade() -> None:
    op.drop_column("event", "quota_mode")
