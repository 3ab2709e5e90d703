"""Invitations to register, those who want none, and events that take invited people only."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.create_table(
        "event_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=True),
        sa.Column("uses_most", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("unit_code", sa.String(length=8), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("uses_most > 0", name=op.f("ck_event_invitation_uses_positive")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_invitation_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_invitation")),
    )
    op.create_index("uq_event_invitation_code", "event_invitation", ["event_id", "code"], unique=True)
    op.create_index("ix_event_invitation_email", "event_invitation", ["email"])
    op.create_table(
        "opt_out",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_opt_out")),
    )
    op.add_column("event", sa.Column("by_invitation", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("registration", sa.Column("invitation_id", sa.Integer(), nullable=True))
    op.create_index("ix_registration_invitation_id", "registration", ["invitation_id"])
    op.add_column("letter", sa.Column("unsubscribe", sa.String(length=500), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("letter", "unsubscribe")
    op.drop_index("ix_registration_invitation_id", table_name="registration")
    op.drop_column("registration", "invitation_id")
    op.drop_column("event", "by_invitation")
    op.drop_table("opt_out")
    op.drop_index("ix_event_invitation_email", table_name="event_invitation")
    op.drop_index("uq_event_invitation_code", table_name="event_invitation")
    op.drop_table("event_invitation")
