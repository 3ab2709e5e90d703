"""What is typed into the form comes back on the same device for some days, though its browser keeps nothing itself."""

from __future__ import annotations

from flask import Response, current_app, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr import clock
from eventmgr.db import write
from eventmgr.form_drafts.periods import kept_for
from eventmgr.form_drafts.queries import find_draft
from eventmgr.form_drafts.services import forget_draft, keep, kept_fields, narrowed
from eventmgr.forms.queries import list_questions
from eventmgr.registration.views.blueprint import bp
from eventmgr.registration.views.receiving import visible
from eventmgr.web.rate_limits.limits import caller, limit, limit_all
from eventmgr.web.requests.elsewhere import without_token
from eventmgr.web.responses.answers import never_kept

COOKIE, _HINT = "form_draft", "form_draft_kept"
"""The key, for the server alone; and that there is one, for the page: it asks for no draft where there is none."""
_SAVES, _NEW = 1200, 120
"""Within an hour: saved from one address, where a whole office may sit, and drafts that are begun there in a day."""


@bp.route("/events/<slug>/register/draft", methods=["GET"])
def draft(slug: str) -> ResponseReturnValue:
    """What this browser has typed before."""
    event, key, typed = visible(slug), request.cookies.get(COOKIE, ""), {}
    if key:
        at = clock.now()
        kept = find_draft(event.id, key, since=at - kept_for())
        typed = narrowed(kept.typed, kept_fields(list_questions(event.id))) if kept is not None else {}
    return never_kept(jsonify(typed=typed))


@bp.route("/events/<slug>/register/draft", methods=["POST"])
@without_token
def save_draft(slug: str) -> ResponseReturnValue:
    """Keep what was typed; nothing in it, or `clear`: there is no draft any more."""
    event, at, key = visible(slug), clock.now(), request.cookies.get(COOKIE, "")
    typed = narrowed(dict(request.form.lists()), kept_fields(list_questions(event.id)))
    is_kept = bool(typed) and "clear" not in request.form
    answer = never_kept(jsonify(kept=is_kept))
    if not is_kept:
        return without_draft(answer, slug, event.id)
    limit(f"draft-from:{caller()}", most=_SAVES, per_seconds=3600, at=at)
    if not key or find_draft(event.id, key, since=at - kept_for()) is None:
        limit_all([(f"new-draft-from:{caller()}", _NEW, 86_400)], at)
    own = write(lambda: keep(event.id, key, typed, days=kept_for().days, at=at))
    answer.set_cookie(
        COOKIE, own, max_age=int(kept_for().total_seconds()), path=_path(slug), samesite="Lax", httponly=True,
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )  # fmt: skip
    answer.set_cookie(_HINT, "1", max_age=int(kept_for().total_seconds()), path=_path(slug), samesite="Lax")
    return answer


def without_draft(answer: Response, slug: str, event_id: int) -> Response:
    """`answer` to a form that was sent or cleared: its draft goes from here and from the browser."""
    key = request.cookies.get(COOKIE, "")
    if key:
        write(lambda: forget_draft(event_id, key))
        answer.delete_cookie(COOKIE, path=_path(slug), samesite="Lax", httponly=True)
        answer.delete_cookie(_HINT, path=_path(slug), samesite="Lax")
    return answer


def _path(slug: str) -> str:
    """The cookie is sent with the form of this event and nowhere else."""
    return url_for("registration.register", slug=slug)
