"""Locations and notes of agenda items; check-in lists of an item; hours of trainings, certificates with tenths of hours."""

import sqlalchemy as sa
from alembic import op

revision = "0111"
down_revision = "0110"


def upgrade() -> None:
    with op.batch_alter_table("agenda_item") as batch:
        batch.add_column(sa.Column("location", sa.JSON(), nullable=False, server_default="{}"))
        batch.add_column(sa.Column("note", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("checkin_list") as batch:
        batch.add_column(sa.Column("item_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_checkin_list_item_id_agenda_item"), "agenda_item", ["item_id"], ["id"], ondelete="SET NULL"
        )
    op.create_index("ix_checkin_list_item_id", "checkin_list", ["item_id"], unique=False)
    op.create_table(
        "training",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("threshold >= 0 AND threshold <= 100", name=op.f("ck_training_threshold_is_a_share")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_training_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_training")),
    )
    op.create_table(
        "training_session",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("tenths", sa.Integer(), nullable=False),
        sa.CheckConstraint("tenths > 0", name=op.f("ck_training_session_has_hours")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_training_session_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["agenda_item.id"],
            name=op.f("fk_training_session_item_id_agenda_item"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_training_session")),
    )
    op.create_index("ix_training_session_event_id", "training_session", ["event_id"], unique=False)
    with op.batch_alter_table("certificate") as batch:
        batch.alter_column("hours", new_column_name="tenths")
    op.execute("UPDATE certificate SET tenths = tenths * 10 WHERE tenths IS NOT NULL")


def downgrade() -> None:
    op.execute("UPDATE certificate SET tenths = tenths / 10 WHERE tenths IS NOT NULL")
    with op.batch_alter_table("certificate") as batch:
        batch.alter_column("tenths", new_column_name="hours")
    op.drop_table("training_session")
    op.drop_table("training")
    op.drop_index("ix_checkin_list_item_id", "checkin_list")
    with op.batch_alter_table("checkin_list") as batch:
        batch.drop_constraint(op.f("fk_checkin_list_item_id_agenda_item"), type_="foreignkey")
        batch.drop_column("item_id")
    with op.batch_alter_table("agenda_item") as batch:
        batch.drop_column("note")
        batch.drop_column("location")
