"""Registrations of an event by organization: figures by size class read the index alone."""

from alembic import op

revision = "0109"
down_revision = "0108"

_NAME = "ix_registration_event_organization"
_COLUMNS = ["event_id", "organization_id", "status", "role", "province_code", "sector_code", "unit_code"]


def upgrade() -> None:
    op.create_index(_NAME, "registration", _COLUMNS, unique=False)


def downgrade() -> None:
    op.drop_index(_NAME, table_name="registration")
