"""One counter, one job: what pages show of an event, what its programme shows, and the numbers of who comes."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.execute("ALTER TABLE event RENAME COLUMN revision TO page_version")
    op.add_column("event", sa.Column("programme_version", sa.Integer(), nullable=False, server_default="1"))
    op.create_table(
        "registration_tally_version",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_registration_tally_version_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_registration_tally_version")),
    )


def downgrade() -> None:
    op.drop_table("registration_tally_version")
    op.drop_column("event", "programme_version")
    op.execute("ALTER TABLE event RENAME COLUMN page_version TO revision")
