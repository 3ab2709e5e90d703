"""Places in the groups of an agenda, counted.

Whoever holds a place at an event and chose a group has a place in it, first come first, as far as the group's places
(or the seats of its room) go; the others stand on its waiting list.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_GROUP = {"sqlite": "json_extract(r.answers, '$.\"group\"')", "postgresql": "r.answers ->> 'group'"}
_FILL = """
    INSERT INTO signup (registration_id, item_id, state, asked_at)
    SELECT id, item_id, CASE WHEN places IS NULL OR number <= places THEN 'held' ELSE 'waiting' END, created_at
    FROM (
        SELECT r.id, i.id AS item_id, r.created_at, coalesce(i.capacity, m.capacity) AS places,
               row_number() OVER (PARTITION BY i.id ORDER BY r.created_at, r.id) AS number
        FROM registration r
        JOIN agenda_item i ON i.event_id = r.event_id AND CAST(i.id AS VARCHAR(12)) = CAST({group} AS VARCHAR(12))
        LEFT JOIN room m ON m.id = i.room_id
        WHERE r.status IN ('confirmed', 'attended', 'absent') AND i.kind = 'group' AND NOT i.is_cancelled
    ) AS chosen
"""


def upgrade() -> None:
    op.create_table(
        "signup",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column(
            "state", sa.Enum("held", "waiting", name="signupstate", native_enum=False, length=32), nullable=False
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_signup_item_id_agenda_item"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_signup_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_signup")),
    )
    op.create_index("ix_signup_item", "signup", ["item_id", "state", "asked_at", "registration_id"], unique=False)
    op.execute(_FILL.format(group=_GROUP[op.get_bind().dialect.name]))


def downgrade() -> None:
    op.drop_index("ix_signup_item", table_name="signup")
    op.drop_table("signup")
