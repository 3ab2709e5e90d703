"""Meetings: agenda items that block everybody, when representatives were sent their link, when contact data was shared; an organization that takes
part in meetings is in use."""

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"
_ORGANIZATION = "fk_meeting_party_organization_id_organization"


def upgrade() -> None:
    with op.batch_alter_table("meeting_plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("common_items", sa.JSON(), server_default="[]", nullable=False))
    with op.batch_alter_table("meeting_party", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(_ORGANIZATION, type_="foreignkey")
        batch_op.create_foreign_key(_ORGANIZATION, "organization", ["organization_id"], ["id"])
    with op.batch_alter_table("meeting_representative", schema=None) as batch_op:
        batch_op.add_column(sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("meeting_representative", schema=None) as batch_op:
        batch_op.drop_column("invited_at")
    with op.batch_alter_table("meeting_party", schema=None) as batch_op:
        batch_op.drop_constraint(_ORGANIZATION, type_="foreignkey")
        batch_op.create_foreign_key(_ORGANIZATION, "organization", ["organization_id"], ["id"], ondelete="CASCADE")
        batch_op.drop_column("shared_at")
    with op.batch_alter_table("meeting_plan", schema=None) as batch_op:
        batch_op.drop_column("common_items")
