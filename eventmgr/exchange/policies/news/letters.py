"""What is written to who subscribes to news of policies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from eventmgr.event.events.mail import unsubscribe_link
from eventmgr.exchange.policies.filtering import filter_words, read_news_query
from eventmgr.exchange.policies.models import Policy, PolicyState, PolicySubscription
from eventmgr.exchange.policies.news import queries
from eventmgr.exchange.policies.wording import joined
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _, _l, format_date, localized, speaking
from eventmgr.tools.messages.composing import GREETING, LINK_OF_LETTER, absolute_url
from eventmgr.tools.messages.house_letters import Addressee, about_row, forget_letters, house_kind, house_letter
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.services import enqueue_if_reachable, take_back_about
from eventmgr.tools.messages.texts.wording import Placeholder
from eventmgr.tools.web.tokens import RowLink

LINK = RowLink("policy_news", queries.find_subscription)
"""To a subscription."""
_FOLDER = "exchange/policies"
_FILTERS = Placeholder("filters", "范围", _l("what the reader is told about"))
_NEWS = Placeholder(
    "news", "政策动态", _l("the policies, each with what is new and its address"), is_block=True, is_needed=True
)
CONFIRM = house_kind(
    _FOLDER,
    "policies.confirm",
    _l("Subscription to policies to confirm"),
    _l("To who wants news of policies, with a link to confirm."),
    GREETING,
    _FILTERS,
    LINK_OF_LETTER,
)
NEWS = house_kind(
    _FOLDER,
    "policies.news",
    _l("News of policies"),
    _l("To who subscribed: what was published or changed, and whose applications end soon."),
    GREETING,
    _FILTERS,
    _NEWS,
    unsubscribe_link(_l("the link that stops these e-mails")),
)
LETTERS = (CONFIRM, NEWS)
"""They are about no event: the house alone can change them."""


def words_of(subscription: PolicySubscription) -> str:
    """What it is about, in the language spoken."""
    return joined(filter_words(read_news_query(subscription.asked))) or _("All policies")


def write_confirm(subscription: PolicySubscription, *, at: datetime) -> None:
    """The letter with the link by which it is confirmed."""
    _write(CONFIRM, subscription, "", at=at)


def write_news(subscription: PolicySubscription, policies: Sequence[Policy], *, since: datetime, at: datetime) -> None:
    """What is new; one link ends it, and so does the mail program."""
    with speaking(subscription.language):
        lines = [_line(policy, since) for policy in policies]
    _write(NEWS, subscription, "\n\n".join(lines), at=at)


def _line(policy: Policy, since: datetime) -> str:
    title = localized(policy.title)
    if policy.state is not PolicyState.PUBLISHED:
        return _("%(title)s — withdrawn", title=title)
    address = absolute_url("policies.show", policy_id=policy.id)
    return "\n".join((_("%(title)s — %(news)s", title=title, news=_what_is_new(policy, since)), address))


def _what_is_new(policy: Policy, since: datetime) -> str:
    if policy.published_at is not None and policy.published_at > since:
        return _("newly published")
    if policy.updated_at > since:
        if policy.repealed_on is not None:
            return _("repealed from %(day)s", day=format_date(policy.repealed_on, weekday=False))
        return _("content changed")
    assert policy.window_to is not None
    return _("applications close on %(day)s", day=format_date(policy.window_to, weekday=False))


def _write(kind: LetterKind, subscription: PolicySubscription, news: str, *, at: datetime) -> None:
    secret = Secret(LINK.kind, LINK.numbers(subscription), instead=absolute_url("policies.index"))
    with speaking(subscription.language):
        filters = words_of(subscription)
    page = absolute_url("policies.news", token=secret.mark)
    to = Addressee("", subscription.email, subscription.language)
    leave = absolute_url("policies.end_news", token=secret.mark) if kind is NEWS else ""
    enqueue_if_reachable(
        lambda: replace(
            house_letter(kind, to, subscription, secrets=[secret], filters=filters, news=news, link=page, leave=page),
            unsubscribe=leave,
        ),
        at=at,
    )


def forget(subscription: PolicySubscription) -> None:
    """What was written about it never leaves, or is forgotten."""
    take_back_about(about_row(subscription))
    forget_letters(subscription)
