"""Who leads a delegation, one leader and one deputy; calendars of liaisons, and how often their deadlines were set anew."""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0058"

_INDEX = "uq_registration_leadership"
_WITH_DEADLINES = ("delegation_plan", "delegation")


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
    op.add_column("liaison", sa.Column("feed_version", sa.Integer(), nullable=False, server_default="1"))
    for table in _WITH_DEADLINES:
        op.add_column(table, sa.Column("due_version", sa.Integer(), nullable=False, server_default="0"))
        op.add_column(table, sa.Column("due_changed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for table in _WITH_DEADLINES:
        op.drop_column(table, "due_changed_at")
        op.drop_column(table, "due_version")
    op.drop_column("liaison", "feed_version")
    op.drop_index(_INDEX, table_name="registration")
    op.drop_column("registration", "leadership")
