"""The picture of an event for everybody."""

from __future__ import annotations

from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue

from eventmgr.event.events.queries import get_public_event
from eventmgr.ground import clock
from eventmgr.ground.i18n import language, localized
from eventmgr.public.sharing.facts import facts_of
from eventmgr.tools.web.responses.cache import DAY, cached_page

bp = Blueprint("sharing", __name__)


@bp.route("/events/<slug>/picture.png")
@cached_page("facts", seconds=DAY)
def picture(slug: str) -> ResponseReturnValue:
    """What other sites show of the event, in the language of the page (`?lang=`); kept until the event changes."""
    event, lang = get_public_event(slug), language()
    from eventmgr.public.sharing import picture as pictures  # noqa: PLC0415 - loads PIL, for pictures only
    from eventmgr.tools.typesetting import fonts  # noqa: PLC0415 - loads ReportLab and two faces, for pictures only

    fonts.use_fallbacks(current_app.config["PDF_FALLBACK_FONTS"])
    drawn = pictures.draw(facts_of(event, lang, at=clock.now()), localized(current_app.config["SITE_NAME"], lang))
    return Response(drawn, mimetype="image/png")
