"""What templates may use: strict names, filters for words, dates and numbers to hide, and a few functions."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import flask.templating
from flask import Flask, current_app, request
from flask_login import current_user
from jinja2 import StrictUndefined

from eventmgr.ground import features, i18n
from eventmgr.ground.masking import mask_contact
from eventmgr.tools.web.rendering import drawing, menus
from eventmgr.tools.web.rendering.acts import acts_in
from eventmgr.tools.web.rendering.markdown import markdown
from eventmgr.tools.web.rendering.zones import span_in_words, zone_in_words, zone_label, zone_name
from eventmgr.tools.web.requests.accepted import asks_for_token
from eventmgr.tools.web.static import static_url


def init_app(app: Flask) -> None:
    """Set up `app`'s Jinja environment. Call it after `i18n.init_app`."""
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.filters.update(
        localized=i18n.localized,
        instant=i18n.format_instant,
        span=i18n.format_span,
        span_in_words=span_in_words,
        hours=i18n.format_hours,
        days=i18n.format_days,
        date=i18n.format_date,
        time=i18n.format_time,
        markdown=markdown,
        masked=mask_contact,
        zone_label=zone_label,
        zone_name=zone_name,
        zone_in_words=zone_in_words,
        local=local,
        file_size=file_size,
        figure=_figure,
        acts=acts_in,
    )
    env.globals.update(
        _=i18n._,
        _n=i18n._n,
        gettext=i18n._,
        ngettext=i18n._n,
        language=i18n.language,
        html_language=html_language,
        switch_address=i18n.switch_address,
        weekday_name=i18n.weekday_name,
        month_name=i18n.month_name,
        static_url=static_url,
        site_name=site_name,
        site_contact=site_contact,
        menu=features.menu,
        is_on=features.is_on,
        is_here=menus.is_here,
        section_here=menus.section_here,
        current_user=current_user,
        same_page=same_page,
        home_zone=app.config["DEFAULT_TIMEZONE"],
        drawing=drawing.drawing,
        anchor_of=drawing.anchor_of,
        input_attributes=drawing.input_attributes,
        field_choices=drawing.choices,
        options=drawing.options,
        grouped_options=drawing.grouped_options,
        state_of=drawing.state_of,
        state_word=drawing.state_word,
        asks_for_token=asks_for_token,
        guide_here=no_guide,
    )


class Environment(flask.templating.Environment):
    """Its templates share one dictionary of globals, since none of them gets its own."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template knows beside what it is given; Jinja's chain of two dictionaries was 2 % of a page."""
        return super().make_globals(d) if d else self.globals


def _figure(words: object) -> object:
    """A bare count with its thousands apart; words and links as they are."""
    return i18n.format_number(words) if type(words) is int else words


@dataclass(frozen=True)
class Contact:
    """Whom to ask about the site; `dialled` is the telephone number as a link takes it."""

    name: str
    phone: str
    email: str

    @property
    def dialled(self) -> str:
        """Digits, with a plus before them where there is one."""
        return re.sub(r"(?!^\+)[^0-9]", "", self.phone)


def site_contact() -> Contact:
    """What the settings say; empty where they say nothing."""
    name = current_app.config["CONTACT_NAME"]
    words = i18n.localized(name) if isinstance(name, dict) else str(name)
    return Contact(words, str(current_app.config["CONTACT_PHONE"]), str(current_app.config["CONTACT_EMAIL"]))


def no_guide() -> str:
    """The address of the guide about the page in hand: none, until a room that has guides says it."""
    return ""


def local(value: datetime, zone: str) -> datetime:
    """The instant on the wall clock of `zone`."""
    return value.astimezone(ZoneInfo(zone))


def site_name() -> str:
    """The name in the page head, in the language spoken."""
    name = current_app.config["SITE_NAME"]
    return i18n.localized(dict(name)) if isinstance(name, Mapping) else str(name)


def html_language(lang: str | None = None) -> str:
    """The `lang` attribute for `zh` or `en` (the language spoken, if not given)."""
    return i18n.LANGUAGE_TAGS[lang or i18n.language()]


def same_page(**changes: object) -> str:
    """This page's address with some query values changed; None takes one away. Other values stay, in order."""
    args = request.args.to_dict(flat=False)
    args.pop("lang", None)
    for key, value in changes.items():
        args.pop(key, None)
        if value is not None:
            args[key] = [str(value)]
    return f"{request.path}?{urlencode(args, doseq=True)}" if args else request.path


def file_size(size: int) -> str:
    """Bytes as people read them, the same in both languages: `296 B`, `48 KB`, `1.4 MB` (of 1024)."""
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"
