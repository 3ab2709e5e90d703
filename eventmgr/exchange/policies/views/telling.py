"""To be told of policies by e-mail: subscribe, confirm, end."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.registration.own_page.views.page import private
from eventmgr.exchange.policies.filtering import OF_NEWS, news_values, read_filter
from eventmgr.exchange.policies.models import PolicySubscription
from eventmgr.exchange.policies.news import letters, services
from eventmgr.exchange.policies.news.forms import NewsForm
from eventmgr.exchange.policies.news.periods import handling
from eventmgr.exchange.policies.views.blueprint import bp
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, language
from eventmgr.identity.privacy.periods import UNCONFIRMED_DAYS
from eventmgr.tools.web.pages import attempt, submit_openly
from eventmgr.tools.web.rate_limits.open_forms import limit_form
from eventmgr.tools.web.requests.accepted import without_token
from eventmgr.tools.web.requests.parameters import page_query
from eventmgr.tools.web.responses.cache import cached_page


@bp.route("/subscribe", methods=["GET"])
@cached_page("policies", *OF_NEWS)
def subscribe() -> ResponseReturnValue:
    """The form, with the filters of the address chosen; the same for everybody."""
    form = NewsForm(None)
    for name, value in news_values(read_filter({name: page_query.text(name) for name in OF_NEWS})).items():
        form[name].data = value
    return _page(form)


@bp.route("/subscribe", methods=["POST"])
@without_token
def ask_for_news() -> ResponseReturnValue:
    """Say where the link to confirm went; or the form again, with what is wrong."""
    form = NewsForm()

    def work() -> None:
        limit_form("policy_news", form.address())
        write(lambda: services.subscribe(form.address(), form.filters(), language(), at=clock.now()))

    return submit_openly(form, work, lambda: _page(form)) or private(
        render_template("exchange/policies/news_sent.html", email=form.address(), days=UNCONFIRMED_DAYS)
    )


def _page(form: NewsForm) -> tuple[str, int]:
    return render_template("exchange/policies/subscribe.html", form=form, handling=handling()[1]), form.status


@bp.route("/news/<token>/")
def news(token: str) -> ResponseReturnValue:
    """A subscription as who has it sees it: to confirm, or to end."""
    mine = _subscription_of(token)
    return private(
        render_template("exchange/policies/news.html", subscription=mine, token=token, about=letters.words_of(mine))
    )


@bp.route("/news/<token>/confirm", methods=["POST"])
@without_token
def confirm_news(token: str) -> ResponseReturnValue:
    """The address is that of who has subscribed."""
    mine = _subscription_of(token)
    return attempt(lambda: services.confirm(mine, at=clock.now()), "", url_for(".news", token=token))


@bp.route("/news/<token>/end", methods=["POST"])
@without_token
def end_news(token: str) -> ResponseReturnValue:
    """No e-mails any more; mail programs post here as well (RFC 8058)."""
    mine = _subscription_of(token)
    write(lambda: services.end(mine))
    return private(render_template("exchange/policies/news_ended.html"))


def _subscription_of(token: str) -> PolicySubscription:
    return letters.LINK.open(
        token, _("This link is invalid or no longer works. You may have ended the subscription already.")
    )
