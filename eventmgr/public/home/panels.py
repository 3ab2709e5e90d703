"""What sharing shows on pages of the event: what programs read of it, and the way to pass it on."""

from __future__ import annotations

from flask import current_app, render_template

from eventmgr.event.events.models import PUBLIC, Event
from eventmgr.ground import clock
from eventmgr.ground.i18n import language
from eventmgr.public.home.facts import address_of, facts_of
from eventmgr.tools.messages.composing import absolute_url


def head(event: Event) -> str | None:
    """Title, description and picture as chat programs and other sites ask for them (Open Graph)."""
    lang = language()
    facts = facts_of(event, lang, at=clock.now())
    drawn = absolute_url("home.picture", slug=event.slug, lang=lang) if event.status in PUBLIC else ""
    return render_template("public/home/_head.html", facts=facts, picture=drawn, site=current_app.config["SITE_NAME"])


def way(event: Event) -> str | None:
    """The full address and the page to pass it on, once the event is public."""
    if event.status not in PUBLIC:
        return None
    return render_template("public/home/manage/_way.html", event=event, address=address_of(event))
