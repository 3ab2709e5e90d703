"""What participants say of the size of their enterprise."""

import sqlalchemy as sa
from alembic import op

revision = "0147"
down_revision = "0146"

_INDEX = "ix_registration_event_organization"
_COLUMNS = ["event_id", "organization_id", "status", "role", "province_code", "sector_code", "unit_code"]


def upgrade() -> None:
    op.add_column("registration", sa.Column("size_class", sa.String(length=8), server_default="", nullable=False))
    op.drop_index(_INDEX, table_name="registration")
    op.create_index(_INDEX, "registration", [*_COLUMNS, "size_class"])


def downgrade() -> None:
    op.drop_index(_INDEX, table_name="registration")
    op.drop_column("registration", "size_class")
    op.create_index(_INDEX, "registration", _COLUMNS)
