"""Keys by which similar names of persons and organizations are found; the worker fills in those of rows that are there."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.add_column("organization", sa.Column("likeness_key", sa.String(200), nullable=False, server_default=""))
    op.add_column("person", sa.Column("likeness_key", sa.String(50), nullable=False, server_default=""))
    op.create_index("ix_organization_likeness_key", "organization", ["likeness_key"])
    op.create_index("ix_person_likeness_key", "person", ["likeness_key"])
    op.create_index("ix_registration_event_email", "registration", ["event_id", "email"])


def downgrade() -> None:
    op.drop_index("ix_registration_event_email", table_name="registration")
    op.drop_index("ix_person_likeness_key", table_name="person")
    op.drop_index("ix_organization_likeness_key", table_name="organization")
    op.drop_column("person", "likeness_key")
    op.drop_column("organization", "likeness_key")
