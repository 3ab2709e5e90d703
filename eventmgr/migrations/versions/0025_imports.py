"""Sheets that are imported, and what each of their rows has done."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "taking",
                "taken",
                "undoing",
                "undone",
                "discarded",
                native_enum=False,
                length=32,
                name="batchstate",
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_by_name", sa.String(60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_import_batch_event_id_event", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user_account.id"], name="fk_import_batch_made_by_id_user_account", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_import_batch"),
    )
    op.create_index("ix_import_batch_event_id", "import_batch", ["event_id"])
    op.create_index("ix_import_batch_made_by_id", "import_batch", ["made_by_id"])
    op.create_table(
        "imported_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("new", "changed", "left_out", native_enum=False, length=32, name="outcome"),
            nullable=False,
        ),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("stamp", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name="fk_imported_row_batch_id_import_batch", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name="fk_imported_row_registration_id_registration",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_imported_row"),
    )
    op.create_index("ix_imported_row_batch_id", "imported_row", ["batch_id"])
    op.create_index("ix_imported_row_registration_id", "imported_row", ["registration_id"])


def downgrade() -> None:
    op.drop_table("imported_row")
    op.drop_table("import_batch")
