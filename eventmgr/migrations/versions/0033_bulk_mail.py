"""Bulk e-mails to the registrations of an event, and who gets them."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    states = ("draft", "scheduled", "sending", "paused", "stopped", "done")
    op.create_table(
        "bulk_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Enum(*states, name="bulkmailstate", native_enum=False, length=32), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("subject", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("is_necessary", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("necessity", sa.String(length=200), nullable=False, server_default=""),
        sa.Column("has_entry", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("sends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "anchor", sa.Enum("start", "end", "closes", name="anchor", native_enum=False, length=32), nullable=True
        ),
        sa.Column("distance", sa.Integer(), nullable=False),
        sa.Column("in_hours", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("paused_for", sa.String(length=10), nullable=False, server_default=""),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_bulk_mail_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_mail")),
    )
    op.create_index("ix_bulk_mail_event_id", "bulk_mail", ["event_id", "id"])
    op.create_table(
        "bulk_mail_recipient",
        sa.Column("bulk_mail_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "written", "unsubscribed", "unreached", "left", name="recipientstate", native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("domain", sa.String(length=190), nullable=False, server_default=""),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["bulk_mail_id"], ["bulk_mail.id"], name=op.f("fk_bulk_mail_recipient_bulk_mail_id_bulk_mail"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"],
            name=op.f("fk_bulk_mail_recipient_registration_id_registration"), ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("bulk_mail_id", "registration_id", name=op.f("pk_bulk_mail_recipient")),
    )  # fmt: skip
    op.create_index("ix_bulk_mail_recipient_state", "bulk_mail_recipient", ["bulk_mail_id", "state", "registration_id"])
    op.create_index("ix_bulk_mail_recipient_domain", "bulk_mail_recipient", ["domain", "written_at"])
    op.create_index("ix_bulk_mail_recipient_registration_id", "bulk_mail_recipient", ["registration_id"])


def downgrade() -> None:
    op.drop_table("bulk_mail_recipient")
    op.drop_table("bulk_mail")
