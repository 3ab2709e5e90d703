"""Files of bulk e-mails, and versions of drafts of short messages."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"


def upgrade() -> None:
    op.create_table(
        "bulk_mail_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bulk_mail_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["bulk_mail_id"],
            ["bulk_mail.id"],
            name=op.f("fk_bulk_mail_file_bulk_mail_id_bulk_mail"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_mail_file")),
        sa.UniqueConstraint("key", name=op.f("uq_bulk_mail_file_key")),
    )
    op.create_index(op.f("ix_bulk_mail_file_bulk_mail_id"), "bulk_mail_file", ["bulk_mail_id"])
    op.add_column("short_message", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    op.drop_column("short_message", "version")
    op.drop_table("bulk_mail_file")
