"""Stops of study visits, their batches, and what visitors found."""

import sqlalchemy as sa
from alembic import op

revision = "0112"
down_revision = "0111"


def upgrade() -> None:
    op.create_table(
        "visit_stop",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("host", sa.JSON(), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("sights", sa.JSON(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("safety", sa.JSON(), nullable=False),
        sa.Column("not_organizations", sa.JSON(), nullable=False),
        sa.Column("not_sectors", sa.JSON(), nullable=False),
        sa.Column("not_types", sa.JSON(), nullable=False),
        sa.Column("admits_abroad", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("capacity IS NULL OR capacity > 0", name=op.f("ck_visit_stop_capacity_is_positive")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_visit_stop_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_visit_stop_item_id_agenda_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_visit_stop")),
    )
    op.create_index("ix_visit_stop_event_id", "visit_stop", ["event_id"], unique=False)
    op.create_table(
        "visit_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("after >= 0 AND minutes > 0", name=op.f("ck_visit_batch_lasts")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["visit_stop.item_id"], name=op.f("fk_visit_batch_item_id_visit_stop"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_batch")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_visit_batch_item_id_number")),
    )
    op.create_table(
        "visit_place",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column(
            "why",
            sa.Enum("together", "parted", "alone", "by_hand", name="why", native_enum=False, length=32),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["visit_batch.id"], name=op.f("fk_visit_place_batch_id_visit_batch"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["visit_stop.item_id"], name=op.f("fk_visit_place_item_id_visit_stop"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_visit_place_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", "registration_id", name=op.f("pk_visit_place")),
    )
    op.create_index("ix_visit_place_batch_id", "visit_place", ["batch_id"], unique=False)
    op.create_index("ix_visit_place_registration_id", "visit_place", ["registration_id"], unique=False)
    op.create_table(
        "visit_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("adopt", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_chosen", sa.Boolean(), nullable=False),
        sa.Column("edited", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["visit_stop.item_id"], name=op.f("fk_visit_finding_item_id_visit_stop"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_visit_finding_registration_id_registration"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_finding")),
        sa.UniqueConstraint("item_id", "registration_id", name=op.f("uq_visit_finding_item_id_registration_id")),
    )
    op.create_index("ix_visit_finding_item_id", "visit_finding", ["item_id"], unique=False)
    op.create_index("ix_visit_finding_registration_id", "visit_finding", ["registration_id"], unique=False)


def downgrade() -> None:
    for table in ("visit_finding", "visit_place", "visit_batch", "visit_stop"):
        op.drop_table(table)
