"""News of policies by e-mail."""

import sqlalchemy as sa
from alembic import op

revision = "0137"
down_revision = "0136"


def upgrade() -> None:
    op.create_table(
        "policy_subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("news_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_subscription")),
        sa.UniqueConstraint("email", "asked", name=op.f("uq_policy_subscription_email_asked")),
    )
    with op.batch_alter_table("policy_subscription") as batch:
        batch.create_index(op.f("ix_policy_subscription_news_since"), ["news_since"])


def downgrade() -> None:
    op.drop_table("policy_subscription")
