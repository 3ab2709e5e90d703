"""Organizations agree to be found in the public directory."""

import sqlalchemy as sa
from alembic import op

revision = "0135"
down_revision = "0134"


def upgrade() -> None:
    with op.batch_alter_table("organization_profile") as batch:
        batch.add_column(sa.Column("in_directory", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("organization_profile") as batch:
        batch.drop_column("in_directory")
