"""The directory, the page of an organization, and the way into it: for everybody."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.registration.own_page.views.page import private
from eventmgr.exchange.entries import letters, queries, services
from eventmgr.exchange.entries.feeds import atom_of
from eventmgr.exchange.entries.filtering import NAMES, read_filter
from eventmgr.exchange.entries.forms import JoinForm
from eventmgr.exchange.entries.models import EntryState, OrganizationEntry
from eventmgr.exchange.entries.panels import BESIDE_DIRECTORY, ORGANIZATION_SECTIONS
from eventmgr.exchange.entries.periods import handling
from eventmgr.exchange.entries.structured import structured_organization
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.features import offered, panels
from eventmgr.ground.i18n import _, _n, language
from eventmgr.identity.accounts.access import act_by_link
from eventmgr.identity.privacy.periods import UNCONFIRMED_DAYS
from eventmgr.matchmaking.listings.board.names import province_of, side_name
from eventmgr.matchmaking.listings.content.drafts import day_of
from eventmgr.matchmaking.listings.content.wording import profile_lines
from eventmgr.matchmaking.listings.models import ChainStage, OrganizationProfile
from eventmgr.matchmaking.listings.services import facts_of
from eventmgr.tools.feeds.place import check_feed, feed_place
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors, choices_topics, get_sector, get_topic
from eventmgr.tools.taxonomy.asked import chosen
from eventmgr.tools.taxonomy.sizes import SizeClass
from eventmgr.tools.web.pages import attempt, submit_openly
from eventmgr.tools.web.paging import say_count
from eventmgr.tools.web.rate_limits.open_forms import limit_form
from eventmgr.tools.web.requests.accepted import without_token
from eventmgr.tools.web.requests.parameters import CURSOR, page_query, query
from eventmgr.tools.web.responses.answers import public_file
from eventmgr.tools.web.responses.cache import cached_page

bp = Blueprint("entries", __name__, url_prefix="/organizations")


@bp.route("/")
@cached_page("directory", *NAMES, CURSOR)
def index() -> ResponseReturnValue:
    """The organizations that agreed to be found, as far as the filters in the address leave them."""
    filters, lang = read_filter(page_query), language()
    return render_template(
        "exchange/entries/index.html",
        page=queries.get_directory_page(filters, page_query.cursor()),
        count_words=count_words(queries.count_directory(filters)),
        filters=filters,
        asked=chosen(filters),
        provinces=choices_provinces(lang),
        sectors=choices_sectors(lang),
        topics=choices_topics(lang),
        size_choices=SizeClass.choices(),
        stage_choices=ChainStage.choices(),
        province_of=province_of,
        fields_of=_fields_of,
        beside=[tell() for tell in offered(BESIDE_DIRECTORY)],
    )


def count_words(number: int) -> str:
    """How many organizations a list has."""
    return say_count(number, lambda shown: _n("%(num)s organization", "%(num)s organizations", shown))


@bp.route("/feed.atom")
@cached_page("directory", *NAMES, refuses_others=True)
def atom() -> ResponseReturnValue:
    """What changed last, as an Atom feed; an unknown filter or value is refused."""
    check_feed(*NAMES)
    filters = read_filter(query)
    place = feed_place("entries.atom", "entries.index", chosen(filters))
    return public_file(atom_of(queries.list_changed(filters), filters, _fields_of, place), "atom")


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
        sections=panels(ORGANIZATION_SECTIONS, None, organization_id),
        province_of=province_of,
        side_name=side_name,
        structured=structured_organization(profile, address=f"{base_url()}{request.path}"),
    )


@bp.route("/join", methods=["GET"])
@cached_page("directory")
def join() -> ResponseReturnValue:
    """The form by which an organization enters itself, the same for everybody."""
    return _join_page(JoinForm(None))


@bp.route("/join", methods=["POST"])
@without_token
def enter() -> ResponseReturnValue:
    """Keep what was typed and say where the link to confirm went; or the form again, with what is wrong."""
    form = JoinForm()

    def work() -> None:
        limit_form("join", form.email.data or "")
        write(lambda: services.enter(form.draft(), act=act_by_link(None, "")))

    return submit_openly(form, work, lambda: _join_page(form)) or private(
        render_template("exchange/entries/sent.html", email=form.email.data, days=UNCONFIRMED_DAYS)
    )


def _join_page(form: JoinForm) -> tuple[str, int]:
    return render_template("exchange/entries/join.html", form=form, handling=handling()[1]), form.status


@bp.route("/join/<token>/")
def entry(token: str) -> ResponseReturnValue:
    """An entry as who has entered it sees it."""
    found_entry = _entry_of(token)
    return private(
        render_template(
            "exchange/entries/entry.html",
            entry=found_entry,
            token=token,
            is_new=found_entry.state is EntryState.UNCONFIRMED,
        )
    )


@bp.route("/join/<token>/confirm", methods=["POST"])
@without_token
def confirm(token: str) -> ResponseReturnValue:
    """The address is that of who has entered it."""
    mine = _entry_of(token)
    return attempt(
        lambda: services.confirm(mine, act=act_by_link(None, mine.contact_name)), "", url_for(".entry", token=token)
    )


def _entry_of(token: str) -> OrganizationEntry:
    return letters.LINK.open(token, _("This link is invalid or no longer works. Enter the organization again."))


def _fields_of(profile: OrganizationProfile) -> list[str]:
    """Its sectors, else that of the directory, then its topics, as they are called."""
    lang, own = language(), profile.organization.sector_code
    codes = profile.sector_codes or ([own] if own else [])
    return [
        *(get_sector(code).short(lang) for code in codes),
        *(get_topic(one).name(lang) for one in profile.topic_ids),
    ]
