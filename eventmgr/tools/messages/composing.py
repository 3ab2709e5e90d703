"""From a template to a letter in the reader's language, text and HTML alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from email.utils import parseaddr
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _l, localized, speaking
from eventmgr.tools.messages.blocks import parse
from eventmgr.tools.messages.letters import Attachment, Letter, checked_address, new_message_id, safe_name
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.texts.wording import Context, Placeholder, Wording, blank, filled

_MANY_EMPTY_LINES = re.compile(r"\n\s*\n\s*\n|[ \t]+\n\s*\n")
_LAYOUT = "tools/messages/letter.html"


def compose(
    template: str,
    *,
    language: str,
    to_name: str,
    to_address: str,
    kind: str,
    event_id: int | None = None,
    about: str = "",
    attachments: Sequence[Attachment] = (),
    reply_to: str = "",
    dedupe_key: str | None = None,
    confidential: bool = False,
    secrets: Sequence[Secret] = (),
    wording: Wording | None = None,
    placeholders: Sequence[Placeholder] = (),
    **context: object,
) -> Letter:
    """The letter that `template` makes of `context`; well under a millisecond, no query of its own.

    The template (`event/registration/mail/confirmed.txt`) holds the subject in its first line, then an empty line, then
    the text; `messages/blocks.py` says how the HTML part reads it. It also knows `to_name` (shortened, and empty if it
    reads like no name: the one thing typed by a visitor that a letter may say), `absolute_url(endpoint, **values)`,
    `base_url` and `site_name`.

    Args:
        reply_to: where answers go, the organizer's contact; ignored if it is no address.
        secrets: what the marks stand for that `context` brings into the text.
        confidential: it holds a one-time link: not shown to organizers, dropped once it was sent.
        wording: what people have written in place of the template, with `placeholders` that read `context`.

    Raises:
        BadValue: `to_address` is no address.
    """
    codes = [spec for spec in attachments if "qr" in spec]
    with speaking(language):
        known = {"to_name": safe_name(to_name)} | context
        if wording is None:
            subject, text = _say(template, known)
        else:
            subject, text = filled(wording, placeholders, known)
        html = _draw(subject, text, codes, language)
    return Letter(
        kind=kind,
        language=language,
        to_name=to_name,
        to_address=to_address,
        subject=subject,
        text=text,
        html=html,
        message_id=new_message_id(urlsplit(base_url()).hostname or "localhost"),
        event_id=event_id,
        about=about,
        attachments=attachments,
        reply_to=_address_or_nothing(reply_to),
        dedupe_key=dedupe_key,
        confidential=confidential,
        secrets={secret.mark: secret.plain() for secret in secrets},
    )


def from_parts(
    kind: str,
    subject: str,
    text: str,
    *,
    language: str,
    to_name: str,
    to_address: str,
    event_id: int | None = None,
    about: str = "",
    attachments: Sequence[Attachment] = (),
) -> Letter:
    """A letter whose words are there already, in the layout of all.

    Raises:
        BadValue: `to_address` is no address.
    """
    with speaking(language):
        html = _draw(subject, text, (), language)
    return Letter(
        kind=kind,
        language=language,
        to_name=to_name,
        to_address=to_address,
        subject=subject,
        text=text,
        html=html,
        message_id=new_message_id(urlsplit(base_url()).hostname or "localhost"),
        event_id=event_id,
        about=about,
        attachments=attachments,
    )


def original(
    template: str, placeholders: Sequence[Placeholder], more: Callable[[Mapping[str, str]], Context], language: str
) -> Wording:
    """What `template` says before anybody has changed it, with placeholders in braces.

    Args:
        more: from each placeholder, as it is written, to what else the template is rendered with: for placeholders that
            say more than one value of the context. Parts of templates ask for `spelled`, which is added.
    """
    spelled = {one.name: one.spelled(language) for one in placeholders}
    with speaking(language):
        subject, text = _say(template, {**blank(placeholders, spelled), **more(spelled), "spelled": spelled})
    return Wording(subject, text)


def part(template: str) -> Callable[[Context], str]:
    """What a placeholder says, from a part of the templates; the same text that the original has there."""

    def say(context: Context) -> str:
        return _MANY_EMPTY_LINES.sub("\n\n", _render(template, context)).strip()

    return say


GREETING = Placeholder(
    "greeting", "称呼", _l("the line that greets the reader"), part("tools/messages/_greeting.txt"), is_block=True
)
LINK_OF_LETTER = Placeholder(
    "link",
    "链接",
    _l("the link of this e-mail; on a line of its own it becomes a button"),
    is_block=True,
    is_needed=True,
)


def _render(template: str, context: Mapping[str, Any]) -> str:
    own = {"base_url": base_url(), "site_name": _site_name(), "absolute_url": absolute_url}
    return current_app.jinja_env.get_template(template).render({**own, **context})


def _say(template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and text in the language spoken now."""
    said = _render(template, context)
    subject, _newline, text = said.strip().partition("\n")
    return subject.strip(), _MANY_EMPTY_LINES.sub("\n\n", text).strip()


def _draw(subject: str, text: str, codes: Sequence[Attachment], language: str) -> str:
    """The HTML part."""
    return current_app.jinja_env.get_template(_LAYOUT).render(
        language=language,
        subject=subject,
        blocks=parse(text, base_url()),
        codes=codes,
        site_name=_site_name(),
        base_url=base_url(),
    )


def _site_name() -> str:
    return localized(current_app.config["SITE_NAME"])


def base_url() -> str:
    """The public address of this installation (a setting, never the Host header), without a slash at its end."""
    return str(current_app.config["BASE_URL"]).rstrip("/")


def own_address() -> str:
    """The bare address that letters come from (the setting MAIL_FROM without its name)."""
    return _bare_address(str(current_app.config["MAIL_FROM"]))


@lru_cache(maxsize=16)
def _bare_address(sender: str) -> str:
    return parseaddr(sender)[1]


def absolute_url(endpoint: str, **values: object) -> str:
    """The public address of a page, inside and outside of a request alike."""
    return base_url() + current_app.url_map.bind("localhost").build(endpoint, values)


def _address_or_nothing(value: str) -> str:
    try:
        return checked_address(value) if value else ""
    except BadValue:
        return ""
