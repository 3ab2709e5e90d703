"""Since when somebody without an e-mail address is to be phoned, and an index over them."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

_UNTOLD = sa.text("untold_since IS NOT NULL")


def upgrade() -> None:
    op.add_column("registration", sa.Column("untold_since", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_registration_event_untold",
        "registration",
        ["event_id", "untold_since", "id"],
        sqlite_where=_UNTOLD,
        postgresql_where=_UNTOLD,
    )


def downgrade() -> None:
    op.drop_index("ix_registration_event_untold", table_name="registration")
    op.drop_column("registration", "untold_since")
