"""A deal knows the meeting from whose result it comes as long as that stands."""

from alembic import op

revision = "0091"
down_revision = "0090"
_KEY = "fk_deal_meeting_id_meeting"


def upgrade() -> None:
    with op.batch_alter_table("deal", schema=None) as batch_op:
        batch_op.create_foreign_key(_KEY, "meeting", ["meeting_id"], ["id"], ondelete="SET NULL")


def downgrade() -> None:
    with op.batch_alter_table("deal", schema=None) as batch_op:
        batch_op.drop_constraint(_KEY, type_="foreignkey")
