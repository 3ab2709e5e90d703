"""Enquiries about investment offers."""

import sqlalchemy as sa
from alembic import op

revision = "0144"
down_revision = "0143"


def upgrade() -> None:
    op.create_table(
        "investment_enquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("province_code", sa.String(length=6), nullable=False),
        sa.Column("sector_code", sa.String(length=3), nullable=False),
        sa.Column(
            "size_class",
            sa.Enum("large", "medium", "small", "micro", name="sizeclass", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("organization", sa.String(length=200), nullable=False),
        sa.Column("contact_name", sa.String(length=50), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("mobile", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "unconfirmed",
                "asked",
                "answered",
                "shown",
                "declined",
                "closed",
                "withdrawn",
                name="enquirystate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("owner_contact", sa.String(length=500), nullable=False),
        sa.Column(
            "result",
            sa.Enum("deal", "talking", "nothing", name="enquiryresult", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("result_words", sa.String(length=1000), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_investment_enquiry_listing_id_listing"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["deal.id"], name=op.f("fk_investment_enquiry_deal_id_deal"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_investment_enquiry")),
    )
    with op.batch_alter_table("investment_enquiry") as batch:
        batch.create_index("ix_investment_enquiry_state_asked", ["state", "asked_at", "id"])
        batch.create_index("ix_investment_enquiry_asked", ["asked_at", "id"])
        batch.create_index(op.f("ix_investment_enquiry_listing_id"), ["listing_id"])
        batch.create_index(op.f("ix_investment_enquiry_deal_id"), ["deal_id"])


def downgrade() -> None:
    op.drop_table("investment_enquiry")
