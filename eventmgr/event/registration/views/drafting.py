"""What is typed into the form comes back on the same device for some days, though its browser keeps nothing itself; of a form
that an invitation opened, behind the same link alone."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, current_app, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.form_drafts.periods import kept_for
from eventmgr.event.form_drafts.queries import find_draft
from eventmgr.event.form_drafts.services import forget_draft, keep, kept_fields, narrowed
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.registration.views.blueprint import bp
from eventmgr.event.registration.views.receiving import visible
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.tools.web.rate_limits.limits import caller, limit, limit_all
from eventmgr.tools.web.requests.elsewhere import without_token
from eventmgr.tools.web.responses.answers import never_kept

COOKIE, _HINT = "form_draft", "form_draft_kept"
"""The key, for the server alone; and that there is one, for the page: it asks for no draft where there is none."""
_SAVES, _NEW = 1200, 120
"""Within an hour: saved from one address, where a whole office may sit, and drafts that are begun there in a day."""


@dataclass(frozen=True)
class DraftedForm:
    """The form that a draft is of."""

    event_id: int
    path: str
    """Its cookies are sent with this form and nowhere else."""
    invitation_id: int | None = None

    def shown(self) -> ResponseReturnValue:
        """What this browser has typed before."""
        key, typed = request.cookies.get(COOKIE, ""), {}
        if key:
            since = clock.now() - kept_for()
            kept = find_draft(self.event_id, key, invitation_id=self.invitation_id, since=since)
            typed = narrowed(kept.typed, kept_fields(list_questions(self.event_id))) if kept is not None else {}
        return never_kept(jsonify(typed=typed))

    def saved(self) -> ResponseReturnValue:
        """Keep what was typed; nothing in it, or `clear`: there is no draft any more."""
        at, key = clock.now(), request.cookies.get(COOKIE, "")
        typed = narrowed(dict(request.form.lists()), kept_fields(list_questions(self.event_id)))
        is_kept = bool(typed) and "clear" not in request.form
        answer = never_kept(jsonify(kept=is_kept))
        if not is_kept:
            return self.without_draft(answer)
        limit(f"draft-from:{caller()}", most=_SAVES, per_seconds=3600, at=at)
        since, number = at - kept_for(), self.invitation_id
        if not key or find_draft(self.event_id, key, invitation_id=number, since=since) is None:
            limit_all([(f"new-draft-from:{caller()}", _NEW, 86_400)], at)
        days = kept_for().days
        own = write(lambda: keep(self.event_id, key, typed, invitation_id=number, days=days, at=at))
        answer.set_cookie(
            COOKIE, own, max_age=int(kept_for().total_seconds()), path=self.path, samesite="Lax", httponly=True,
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        )  # fmt: skip
        answer.set_cookie(_HINT, "1", max_age=int(kept_for().total_seconds()), path=self.path, samesite="Lax")
        return answer

    def without_draft(self, answer: Response) -> Response:
        """`answer` to a form that was sent or cleared: its draft goes from here and from the browser."""
        key = request.cookies.get(COOKIE, "")
        if key:
            write(lambda: forget_draft(self.event_id, key, invitation_id=self.invitation_id))
            answer.delete_cookie(COOKIE, path=self.path, samesite="Lax", httponly=True)
            answer.delete_cookie(_HINT, path=self.path, samesite="Lax")
        return answer


def public_form(slug: str, event_id: int) -> DraftedForm:
    """The form that everybody may open."""
    return DraftedForm(event_id, url_for("registration.register", slug=slug))


@bp.route("/events/<slug>/register/draft", methods=["GET"])
def draft(slug: str) -> ResponseReturnValue:
    """What this browser has typed before."""
    return public_form(slug, visible(slug).id).shown()


@bp.route("/events/<slug>/register/draft", methods=["POST"])
@without_token
def save_draft(slug: str) -> ResponseReturnValue:
    """Keep what was typed, or forget it."""
    return public_form(slug, visible(slug).id).saved()
