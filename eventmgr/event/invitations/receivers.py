"""What e-mails say of invitations when they leave, and which invitations outlast registration."""

from __future__ import annotations

from flask import Flask, url_for

from eventmgr.event.events.derived.opening import closing_instant
from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import Oddity, OddityRule
from eventmgr.event.invitations import letters
from eventmgr.event.invitations.queries import count_beyond, is_beyond
from eventmgr.ground.i18n import _n, format_instant
from eventmgr.tools.messages.secrets import offer_secret


def connect(_app: Flask) -> None:
    """Put links in when an e-mail leaves."""
    offer_secret(letters.LINK, letters.resolve)
    offer_secret(letters.OPT_OUT, letters.resolve_opt_out)


def oddities(event: Event) -> list[Oddity]:
    """Invitations that are valid when nobody can register any more."""
    number = count_beyond(event.id, closing_instant(event))
    if not number:
        return []
    text = _n(
        "%(num)s invitation is valid for longer than registration is open (%(when)s): its link then says that registration is closed."
        " Choose an earlier end, or let registration close later.",
        "%(num)s invitations are valid for longer than registration is open (%(when)s): their links then say that registration is"
        " closed. Choose an earlier end, or let registration close later.",
        number,
        when=format_instant(closing_instant(event), event.timezone),
    )
    return [Oddity(text, url_for("invitations_manage.index", slug=event.slug), "invitations.edit")]


ENDS = OddityRule(lambda event: is_beyond(event.id, closing_instant(event)), oddities)
