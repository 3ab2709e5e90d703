"""What organizations offer and seek: profiles, who keeps them, listings with files, what is set for an event."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"


def upgrade() -> None:
    op.create_table(
        "organization_profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("sector_codes", sa.JSON(), nullable=False),
        sa.Column("topic_ids", sa.JSON(), nullable=False),
        sa.Column(
            "chain_stage",
            sa.Enum(
                "upstream",
                "midstream",
                "downstream",
                "platform",
                "service",
                name="chainstage",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("is_leading", sa.Boolean(), nullable=True),
        sa.Column("capability_tags", sa.JSON(), nullable=False),
        sa.Column("brand", sa.String(length=100), nullable=False),
        sa.Column("group_name", sa.String(length=200), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum("unreviewed", "reviewed", "changed", "declined", name="profilestate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("proposed", sa.JSON(), nullable=False),
        sa.Column("decline_reason", sa.Text(), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_organization_profile_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization_profile")),
        sa.UniqueConstraint("organization_id", name=op.f("uq_organization_profile_organization_id")),
    )
    op.create_table(
        "listing_settings",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("is_collecting", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("is_moderated", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column(
            "reviewer", sa.Enum("organizers", "liaisons", name="reviewer", native_enum=False, length=32), nullable=False
        ),
        sa.Column("moderates_profiles", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("supply_name", sa.JSON(), nullable=False),
        sa.Column("demand_name", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("version >= 0", name=op.f("ck_listing_settings_version_not_negative")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_listing_settings_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_listing_settings")),
    )
    op.create_table(
        "profile_keeper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("mobile", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(email) > 0", name=op.f("ck_profile_keeper_email_not_empty")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_profile_keeper_event_id_event"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_profile_keeper_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_profile_keeper_user_id_user_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_keeper")),
        sa.UniqueConstraint("organization_id", "email", name=op.f("uq_profile_keeper_organization_id_email")),
    )
    op.create_index("ix_profile_keeper_email", "profile_keeper", ["email"], unique=False)
    op.create_index("ix_profile_keeper_event_id", "profile_keeper", ["event_id"], unique=False)
    op.create_index("ix_profile_keeper_user_id", "profile_keeper", ["user_id"], unique=False)

    op.create_table(
        "listing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.Enum("supply", "demand", name="side", native_enum=False, length=32), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "product",
                "technology",
                "platform",
                "rnd",
                "investment",
                "fund",
                "subsidy",
                "park",
                "service",
                "training",
                "standard",
                name="listingkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("topic_id", sa.String(length=40), nullable=True),
        sa.Column("sector_codes", sa.JSON(), nullable=False),
        sa.Column("chain_words", sa.JSON(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("domestic_replacement", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("confidential", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column(
            "shown_to",
            sa.Enum("organizers", "companies", "partners", name="shownto", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("free_of_charge", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "published",
                "declined",
                "withdrawn",
                "expired",
                name="listingstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("decline_reason", sa.Text(), nullable=False),
        sa.Column(
            "source",
            sa.Enum("own", "liaison", "office", "import", "pasted", name="listingsource", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("keeper_id", sa.Integer(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_listing_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["keeper_id"], ["profile_keeper.id"], name=op.f("fk_listing_keeper_id_profile_keeper"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_listing_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
    )
    op.create_index("ix_listing_event_id", "listing", ["event_id", "id"], unique=False)
    op.create_index("ix_listing_event_state", "listing", ["event_id", "state", "published_at", "id"], unique=False)
    op.create_index("ix_listing_keeper_id", "listing", ["keeper_id"], unique=False)
    op.create_index("ix_listing_organization_id", "listing", ["organization_id"], unique=False)

    op.create_table(
        "listing_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_listing_file_listing_id_listing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_file")),
        sa.UniqueConstraint("key", name=op.f("uq_listing_file_key")),
    )
    op.create_index("ix_listing_file_listing_id", "listing_file", ["listing_id"], unique=False)

    op.create_table(
        "near_listing",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("likeness", sa.Integer(), nullable=False),
        sa.CheckConstraint("listing_id <> other_id", name=op.f("ck_near_listing_two_listings")),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_near_listing_listing_id_listing"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["listing.id"], name=op.f("fk_near_listing_other_id_listing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", "other_id", name=op.f("pk_near_listing")),
    )
    op.create_index("ix_near_listing_other_id", "near_listing", ["other_id"], unique=False)


def downgrade() -> None:
    for table in (
        "near_listing",
        "listing_file",
        "listing",
        "profile_keeper",
        "listing_settings",
        "organization_profile",
    ):
        op.drop_table(table)
