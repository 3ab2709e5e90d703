"""What an event agreed is an action item everywhere: its table, and what the trail calls it."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_COLUMNS = "id, event_id, text, owner, due_on, status, note, position, created_at"


def upgrade() -> None:
    _move("conclusion", "action_item", "actionitemstatus")


def downgrade() -> None:
    _move("action_item", "conclusion", "conclusionstatus")


def _move(before: str, after: str, states: str) -> None:
    """The rows stand in a new table afterwards: SQLite renames neither keys nor indexes."""
    op.create_table(
        after,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("owner", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "status", sa.Enum("open", "done", "dropped", name=states, native_enum=False, length=32), nullable=False
        ),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f(f"fk_{after}_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{after}")),
    )
    op.execute(f"INSERT INTO {after} ({_COLUMNS}) SELECT {_COLUMNS} FROM {before}")  # noqa: S608 - names of tables of ours
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"SELECT setval(pg_get_serial_sequence('{after}', 'id'), max(id)) FROM {after} HAVING max(id) > 0")  # noqa: S608 - as above
    op.drop_table(before)
    op.create_index(op.f(f"ix_{after}_event_id"), after, ["event_id"], unique=False)
    op.execute(f"UPDATE audit_entry SET object_type = '{after}' WHERE object_type = '{before}'")  # noqa: S608 - as above
