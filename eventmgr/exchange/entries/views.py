"""The directory and the page of an organization: for everybody."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from eventmgr.exchange.entries import queries
from eventmgr.exchange.entries.filtering import NAMES, chosen, read_filter
from eventmgr.exchange.entries.structured import structured_organization
from eventmgr.ground import clock
from eventmgr.ground.i18n import language
from eventmgr.identity.directory.models import SizeClass
from eventmgr.matchmaking.listings.board.names import province_of, side_name
from eventmgr.matchmaking.listings.content.drafts import day_of
from eventmgr.matchmaking.listings.content.wording import profile_lines
from eventmgr.matchmaking.listings.models import ChainStage, OrganizationProfile
from eventmgr.matchmaking.listings.services import facts_of
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors, choices_topics, get_sector, get_topic
from eventmgr.tools.web.requests.parameters import page_query
from eventmgr.tools.web.responses.cache import cached_page

bp = Blueprint("entries", __name__, url_prefix="/organizations")
_CURSOR = "cursor"


@bp.route("/")
@cached_page("directory", *NAMES, _CURSOR)
def index() -> ResponseReturnValue:
    """The organizations that agreed to be found, as far as the filters in the address leave them."""
    filters, lang = read_filter(page_query), language()
    return render_template(
        "exchange/entries/index.html",
        page=queries.get_directory_page(filters, page_query.text(_CURSOR, longest=2000) or None),
        total=queries.count_directory(filters),
        filters=filters,
        asked=chosen(filters),
        provinces=choices_provinces(lang),
        sectors=choices_sectors(lang),
        topics=choices_topics(lang),
        size_choices=SizeClass.choices(),
        stage_choices=ChainStage.choices(),
        province_of=province_of,
        fields_of=_fields_of,
    )


@bp.route("/<int:organization_id>/")
@cached_page("directory")
def show(organization_id: int) -> ResponseReturnValue:
    """One organization with what it says of itself and its published supply and demand."""
    profile = queries.get_listed(organization_id)
    return render_template(
        "exchange/entries/organization.html",
        profile=profile,
        organization=profile.organization,
        # the summary stands above them, and that it is in the directory is plain
        lines=profile_lines(replace(facts_of(profile), summary={}, in_directory=False)),
        listings=queries.list_listings_of(organization_id, day=day_of(clock.now())),
        province_of=province_of,
        side_name=side_name,
        structured=structured_organization(profile, address=f"{base_url()}{request.path}"),
    )


def _fields_of(profile: OrganizationProfile) -> list[str]:
    """Its sectors, else that of the directory, then its topics, as they are called."""
    lang, own = language(), profile.organization.sector_code
    codes = profile.sector_codes or ([own] if own else [])
    return [
        *(get_sector(code).short(lang) for code in codes),
        *(get_topic(one).name(lang) for one in profile.topic_ids),
    ]
