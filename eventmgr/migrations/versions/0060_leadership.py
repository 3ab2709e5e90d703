"""Who leads a delegation: its leader and its deputy leader, one of each."""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0055"

_INDEX = "uq_registration_leadership"


def upgrade() -> None:
    leadership = sa.Enum("leader", "deputy", name="leadership", native_enum=False, length=32)
    op.add_column("registration", sa.Column("leadership", leadership, nullable=True))
    where = sa.text("leadership IS NOT NULL")
    op.create_index(
        _INDEX,
        "registration",
        ["event_id", "unit_code", "leadership"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )


def downgrade() -> None:
    op.drop_index(_INDEX, table_name="registration")
    op.drop_column("registration", "leadership")
