"""A large document keeps what of it whoever asked may see; anonymous answers are settled anew, without parts of few."""

import sqlalchemy as sa
from alembic import op

revision = "0125"
down_revision = "0124"


def upgrade() -> None:
    op.add_column("paper_order", sa.Column("sees", sa.JSON(), nullable=False, server_default="[]"))
    # What is made already shows rooms, rides and meetings to whoever asked.
    op.execute("UPDATE paper_order SET sees = '[\"registrations.contact\"]' WHERE paper = 'roster' AND shows_mobile")
    op.execute("UPDATE paper_order SET sees = '[\"logistics.read\"]' WHERE paper = 'handbook'")
    op.execute(
        "UPDATE paper_order SET sees = '[\"logistics.read\", \"meetings.timetable\"]' WHERE paper = 'itineraries'"
    )
    op.drop_column("paper_order", "shows_mobile")
    # What has closed is mixed once more: parts of fewer than five answers are no longer kept with them.
    op.execute("UPDATE survey_urn SET is_settled = false")


def downgrade() -> None:
    op.add_column(
        "paper_order", sa.Column("shows_mobile", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )
    op.drop_column("paper_order", "sees")
