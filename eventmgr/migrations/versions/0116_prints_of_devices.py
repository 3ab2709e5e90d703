"""Papers: which check-in device has printed."""

import sqlalchemy as sa
from alembic import op

revision = "0116"
down_revision = "0115"


def upgrade() -> None:
    with op.batch_alter_table("paper_print") as batch:
        batch.add_column(sa.Column("device_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_paper_print_device_id_checkin_device"),
            "checkin_device",
            ["device_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch.create_index(batch.f("ix_paper_print_device_id"), ["device_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("paper_print") as batch:
        batch.drop_index(batch.f("ix_paper_print_device_id"))
        batch.drop_constraint(batch.f("fk_paper_print_device_id_checkin_device"), type_="foreignkey")
        batch.drop_column("device_id")
