"""The list of experts for everybody, and the page by which each of them decides what is shown."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.registration.own_page.views.page import private
from eventmgr.exchange.desk.switch import DESK
from eventmgr.exchange.experts import queries, services
from eventmgr.exchange.experts.access import expert_of
from eventmgr.exchange.experts.feeds import atom_of
from eventmgr.exchange.experts.filtering import NAMES, read_filter
from eventmgr.exchange.experts.forms import OwnForm, own_form
from eventmgr.exchange.experts.models import Expert, ExpertState
from eventmgr.exchange.experts.periods import handling
from eventmgr.exchange.experts.wording import fields_of, line_of, name_of, shown_part
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _, _n, language
from eventmgr.identity.accounts.access import act_by_link
from eventmgr.tools.feeds.place import check_feed, feed_place
from eventmgr.tools.log.services import Act
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors, choices_themes, choices_topics
from eventmgr.tools.taxonomy.asked import chosen
from eventmgr.tools.web.pages import Answer, attempt, submit
from eventmgr.tools.web.paging import say_count
from eventmgr.tools.web.requests.parameters import CURSOR, page_query, query
from eventmgr.tools.web.responses.answers import public_file
from eventmgr.tools.web.responses.cache import cached_page

bp = Blueprint("experts", __name__, url_prefix="/experts")
CARD = {"name_of": name_of, "line_of": line_of, "fields_of": fields_of, "shown_part": shown_part}
"""What a template is told to draw an expert as everybody reads of them."""


@bp.route("/")
@cached_page("experts", *NAMES, CURSOR)
def index() -> ResponseReturnValue:
    """The experts who agreed, as far as the filters in the address leave them."""
    filters, lang = read_filter(page_query), language()
    return render_template(
        "exchange/experts/index.html",
        page=queries.get_list_page(filters, page_query.cursor()),
        count_words=_count_words(queries.count_listed(filters)),
        filters=filters,
        asked=chosen(filters),
        provinces=choices_provinces(lang),
        sectors=choices_sectors(lang),
        themes=choices_themes(lang),
        topics=choices_topics(lang),
        has_desk=is_on(DESK, None),
        **CARD,
    )


def _count_words(number: int) -> str:
    return say_count(number, lambda shown: _n("%(num)s expert", "%(num)s experts", shown))


@bp.route("/feed.atom")
@cached_page("experts", *NAMES, refuses_others=True)
def atom() -> ResponseReturnValue:
    """Who agreed or changed something last, as an Atom feed; an unknown filter or value is refused."""
    check_feed(*NAMES)
    filters = read_filter(query)
    place = feed_place("experts.atom", "experts.index", chosen(filters))
    return public_file(atom_of(queries.list_changed(filters), filters, place), "atom")


@bp.route("/own/<token>/", methods=["GET", "POST"])
def own(token: str) -> ResponseReturnValue:
    """What would be shown of an expert, corrected by themselves, and agreed to."""
    mine = expert_of(token)
    form = own_form(mine).watching()

    def save() -> Answer:
        held = services.hold(mine)
        is_new = held.state is not ExpertState.AGREED
        is_other = form.compare(own_form(held, is_fresh=True))
        changed = (is_other or is_new) and services.agree(mine, form.draft(), act=_act(mine))
        words = _("The changes have been saved.") if changed else _("Nothing was changed.")
        return Answer(
            url_for(".own", token=token), _("Thank you. You now stand in the list, as shown here.") if is_new else words
        )

    return submit(form, save) or _own_page(mine, token, form)


def _own_page(mine: Expert, token: str, form: OwnForm) -> ResponseReturnValue:
    html = render_template(
        "exchange/experts/own.html",
        one=mine,
        token=token,
        form=form,
        states=ExpertState,
        handling=handling()[1],
        **CARD,
    )
    return private(html, form.status)


@bp.route("/own/<token>/decline", methods=["POST"])
def decline(token: str) -> ResponseReturnValue:
    """The expert does not want to be shown."""
    mine = expert_of(token)
    return attempt(
        lambda: services.decline(mine, act=_act(mine)),
        _("You are not shown. Thank you for the answer."),
        url_for(".own", token=token),
    )


@bp.route("/own/<token>/withdraw", methods=["POST"])
def withdraw(token: str) -> ResponseReturnValue:
    """The expert is not shown any more."""
    mine = expert_of(token)
    return attempt(
        lambda: services.withdraw(mine, act=_act(mine)),
        _("Your consent is withdrawn. You are not shown any more."),
        url_for(".own", token=token),
    )


@bp.route("/own/<token>/delete", methods=["POST"])
def delete(token: str) -> ResponseReturnValue:
    """Everything that is held of the expert goes."""
    mine = expert_of(token)
    return attempt(
        lambda: services.erase(mine, act=act_by_link(None, "")),
        _("Everything held about you as an expert has been deleted."),
        url_for(".index"),
    )


def _act(mine: Expert) -> Act:
    return act_by_link(None, name_of(mine))
