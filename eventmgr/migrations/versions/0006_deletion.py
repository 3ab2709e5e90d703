"""Registrations whose personal information was deleted, and letters that forget their reader."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("registration", sa.Column("stay_deleted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("registration", sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("letter", sa.Column("forget", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("registration") as table:
        table.alter_column("person_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    """What was deleted stays deleted: those registrations belong to one person without a name."""
    op.execute(
        "INSERT INTO person (name, pinyin_key, mobile, email, created_at)"
        " SELECT '—', '', '', '', min(forgotten_at) FROM registration WHERE person_id IS NULL HAVING count(*) > 0"
    )
    op.execute(
        "UPDATE registration SET person_id = (SELECT id FROM person WHERE name = '—' AND mobile = '')"
        " WHERE person_id IS NULL"
    )
    with op.batch_alter_table("registration") as table:
        table.alter_column("person_id", existing_type=sa.Integer(), nullable=False)
        table.drop_column("forgotten_at")
        table.drop_column("stay_deleted_at")
    with op.batch_alter_table("letter") as table:
        table.drop_column("forget")
