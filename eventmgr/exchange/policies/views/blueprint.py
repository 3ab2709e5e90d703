"""The blueprint of the public pages, and what all of them share."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint

from eventmgr.exchange.policies.filtering import PolicyFilter, news_values
from eventmgr.exchange.policies.models import PolicyLevel, SupportKind
from eventmgr.exchange.policies.validity import Window, validity_of, window_of
from eventmgr.exchange.policies.wording import place_of, support_words, window_words
from eventmgr.ground import clock
from eventmgr.ground.i18n import language
from eventmgr.matchmaking.listings.content.drafts import day_of
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors
from eventmgr.tools.taxonomy.asked import chosen
from eventmgr.tools.taxonomy.spoken import sectors_of

bp = Blueprint("policies", __name__, url_prefix="/policies")


def today() -> date:
    """The present date in China, by which policies hold and applications are taken."""
    return day_of(clock.now())


def words_for(day: date) -> dict[str, Any]:
    """Functions by which templates say what a policy says."""
    return {
        "place_of": place_of,
        "sectors_of": sectors_of,
        "support_words": support_words,
        "window_words": window_words,
        "validity_of": lambda policy: validity_of(policy, day=day),
        "window_of": lambda policy: window_of(policy, day=day),
    }


def shared(filters: PolicyFilter, *, day: date) -> dict[str, Any]:
    """What the templates of lists are told of filters and words."""
    lang = language()
    return {
        "filters": filters,
        "asked": chosen(filters),
        "of_news": news_values(filters),
        "narrowed": chosen(filters.without_validity()),
        "level_choices": PolicyLevel.choices(),
        "support_choices": SupportKind.choices(),
        "window_choices": Window.choices(),
        "provinces": choices_provinces(lang),
        "sectors": choices_sectors(lang),
        **words_for(day),
    }
