"""Robots of group chats, one an event."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"


def upgrade() -> None:
    op.create_table(
        "group_robot",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "vendor",
            sa.Enum("wecom", "dingtalk", "feishu", name="vendor", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("keys", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("says_new", sa.Boolean(), nullable=False),
        sa.Column("says_overdue", sa.Boolean(), nullable=False),
        sa.Column("says_closed", sa.Boolean(), nullable=False),
        sa.Column("every_minutes", sa.Integer(), nullable=False),
        sa.Column("new_said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("overdue_said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_said", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_group_robot_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_group_robot")),
    )


def downgrade() -> None:
    op.drop_table("group_robot")
