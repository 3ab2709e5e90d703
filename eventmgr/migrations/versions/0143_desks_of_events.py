"""Desks of events: who answers there, requests to them, and their published answers."""

import sqlalchemy as sa
from alembic import op

revision = "0143"
down_revision = "0142"

_WITHOUT_EVENT = sa.text("event_id IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("desk") as batch:
        batch.drop_constraint(op.f("uq_desk_province_code"), type_="unique")
        batch.add_column(sa.Column("event_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_desk_event_id_event"), "event", ["event_id"], ["id"], ondelete="CASCADE")
        batch.create_unique_constraint(op.f("uq_desk_event_id"), ["event_id"])
    op.create_index(
        "uq_desk_province_code",
        "desk",
        ["province_code"],
        unique=True,
        sqlite_where=_WITHOUT_EVENT,
        postgresql_where=_WITHOUT_EVENT,
    )
    with op.batch_alter_table("desk_request") as batch:
        batch.add_column(sa.Column("event_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_desk_request_event_id_event"), "event", ["event_id"], ["id"], ondelete="CASCADE"
        )
        batch.create_index("ix_desk_request_event_stage_due", ["event_id", "stage", "due_at", "id"])
    with op.batch_alter_table("desk_answer") as batch:
        batch.add_column(sa.Column("event_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_desk_answer_event_id_event"), "event", ["event_id"], ["id"], ondelete="CASCADE"
        )
        batch.create_index("ix_desk_answer_event", ["event_id", "is_published", "published_at", "id"])


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM desk_answer WHERE event_id IS NOT NULL"))
    op.execute(sa.text("DELETE FROM desk_request WHERE event_id IS NOT NULL"))
    op.execute(sa.text("DELETE FROM desk WHERE event_id IS NOT NULL"))
    with op.batch_alter_table("desk_answer") as batch:
        batch.drop_index("ix_desk_answer_event")
        batch.drop_constraint(op.f("fk_desk_answer_event_id_event"), type_="foreignkey")
        batch.drop_column("event_id")
    with op.batch_alter_table("desk_request") as batch:
        batch.drop_index("ix_desk_request_event_stage_due")
        batch.drop_constraint(op.f("fk_desk_request_event_id_event"), type_="foreignkey")
        batch.drop_column("event_id")
    op.drop_index("uq_desk_province_code", "desk")
    with op.batch_alter_table("desk") as batch:
        batch.drop_constraint(op.f("uq_desk_event_id"), type_="unique")
        batch.drop_constraint(op.f("fk_desk_event_id_event"), type_="foreignkey")
        batch.drop_column("event_id")
        batch.create_unique_constraint(op.f("uq_desk_province_code"), ["province_code"])
