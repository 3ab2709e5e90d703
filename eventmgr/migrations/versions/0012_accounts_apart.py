"""Accounts know no organization (nothing ever filled it in), and their waiting work is called by their room's name.

The directory of persons and organizations stands above the accounts from now on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_KEY = "fk_user_account_organization_id_organization"


def upgrade() -> None:
    with op.batch_alter_table("user_account") as table:
        table.drop_constraint(_KEY, type_="foreignkey")
        table.drop_column("organization_id")
    op.execute("UPDATE job SET kind = 'accounts.reset' WHERE kind = 'people.reset'")


def downgrade() -> None:
    op.execute("UPDATE job SET kind = 'people.reset' WHERE kind = 'accounts.reset'")
    with op.batch_alter_table("user_account") as table:
        table.add_column(sa.Column("organization_id", sa.Integer(), nullable=True))
        table.create_foreign_key(_KEY, "organization", ["organization_id"], ["id"])
