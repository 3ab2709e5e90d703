"""From a refusal to a page that a person can act on; from a bug to a plain apology."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Flask, Response, g, jsonify, make_response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.routing import RequestRedirect

from eventmgr.ground import clock
from eventmgr.ground.db import CommitInDoubt
from eventmgr.ground.errors import Refusal, SecondStepMissing, SignInRequired, TooMany, WrongLink
from eventmgr.ground.faults import Fault, fault_of, report
from eventmgr.ground.i18n import _
from eventmgr.tools.web.rate_limits.limits import limit_failure
from eventmgr.tools.web.rate_limits.proof_of_work import ROUNDS, WorkNeeded, sent_on
from eventmgr.tools.web.responses.answers import never_kept, wants_json

log = logging.getLogger(__name__)
_SECONDS_TO_WAIT = "10"
NEXT = "next"
"""Where the session keeps the page that somebody wanted to see, if its address is a secret: in an address of ours it
would stand in logs and in the Referer header."""
_WRONG_LINKS = (30, 900)
"""So many wrong links of one kind a client may try in so many seconds."""
_PAGES = {400, 403, 404, 405, 409, 413, 422, 429, 500, 503}


def init_app(app: Flask) -> None:
    """Register one handler per family of errors."""
    families: dict[type[Exception], Callable[[Any], ResponseReturnValue]] = {
        SignInRequired: _sign_in,
        SecondStepMissing: _second_step,
        WrongLink: _wrong_link,
        WorkNeeded: _prove,
        Refusal: _refusal,
        CSRFError: _csrf,
        SecurityError: _foreign_host,
        HTTPException: _http,
        RecursionError: lambda _error: _page(400, _("The request could not be read.")),
        SQLAlchemyError: _database,
        Exception: _bug,
    }
    for family, handler in families.items():
        app.register_error_handler(family, _named(handler))
    app.after_request(_say_when)
    app.after_request(_stay_here)


def _named(handler: Callable[[Any], ResponseReturnValue]) -> Callable[[Any], ResponseReturnValue]:
    """`handler`, and the kind of error is known to the figures and the log."""

    def answer(error: Exception) -> ResponseReturnValue:
        g.refused_as = type(error).__name__
        return handler(error)

    return answer


def _sign_in(error: SignInRequired) -> ResponseReturnValue:
    if request.method in ("GET", "HEAD"):
        if "token" in (request.view_args or {}):
            session[NEXT] = request.path
            return redirect("/sign-in", 303)
        target = request.full_path if request.query_string else request.path
        return redirect(f"/sign-in?next={quote(target, safe='')}", 303)
    return _page(401, error.message, again=True)


def _second_step(error: SecondStepMissing) -> ResponseReturnValue:
    if request.method in ("GET", "HEAD"):
        return redirect("/manage/account/second-step", 303)
    return _page(error.status, error.message, again=True)


def _refusal(refusal: Refusal) -> ResponseReturnValue:
    headers = {"Retry-After": str(refusal.retry_after)} if isinstance(refusal, TooMany) else {}
    if refusal.status in (400, 410) and request.path.endswith(".ics"):  # a program asks, whose log shows the first line
        return f"{refusal.message}\n", refusal.status, {"Content-Type": "text/plain; charset=utf-8"}
    return (*_page(refusal.status, refusal.message), headers)


def _wrong_link(error: WrongLink) -> ResponseReturnValue:
    """No such page; after many of one kind from one client, when to come back. A true link opens all the same and costs
    no write: nobody shuts out those who share his address, and 128 bits are not found by trying."""
    kind = request.path.partition(str((request.view_args or {}).get("token", "")))[0]
    try:
        limit_failure(f"wrong-link:{kind}:{request.remote_addr}", *_WRONG_LINKS, at=clock.now())
    except TooMany as refusal:
        return _refusal(refusal)
    return _refusal(error)


def _prove(needed: WorkNeeded) -> Response:
    """The page in between, which sends the form once more with the solution."""
    html = render_template(
        "errors/proving.html",
        puzzle=needed.puzzle,
        rounds=ROUNDS,
        fields=sent_on() if needed.fields is None else needed.fields,
        target=request.full_path.rstrip("?"),
    )
    told = never_kept(make_response(html, needed.status))
    told.headers["Retry-After"] = str(needed.puzzle.wait)
    return told


def _csrf(_error: CSRFError) -> ResponseReturnValue:
    words = _("This form is too old or came from elsewhere. Go back, reload the page and send it again.")
    return _page(400, words, again=True)


def _foreign_host(_error: SecurityError) -> ResponseReturnValue:
    """Plain words: a page has addresses in it, and none can be made for a host that is not ours."""
    return "Bad request: this host name is not served here.", 400, {"Content-Type": "text/plain; charset=utf-8"}


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    if error.code >= 500:
        log.error("error %s: %s", _number(), error.name)
    body, status = _page(error.code, None)
    headers = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After", "Location")}
    return body, status, headers


def _database(error: SQLAlchemyError) -> ResponseReturnValue:
    """The page and one line of log for what is wrong with the database; a statement that is wrong is a mistake of
    ours."""
    fault = fault_of(error) or (Fault.AWAY if isinstance(error, OperationalError) else None)
    if fault is None:
        return _bug(error)
    if not report(log, error, f"error {_number()}"):
        g.error_number = ""  # no line of the log has it, so the page has none either
    return _page(
        503,
        None,
        is_full=fault is Fault.FULL,
        is_in_doubt=isinstance(error, CommitInDoubt),
        was_sent=request.method not in ("GET", "HEAD"),
        for_organizers=request.path.startswith("/manage/"),
    )


def _bug(error: Exception) -> ResponseReturnValue:
    log.error("error %s: unexpected error on %s %s", _number(), request.method, _place(), exc_info=error)
    return _page(500, None)


def _number() -> str:
    """The number of this error: it stands on the page and in the log, so that who saw the one can name the other."""
    if "error_number" not in g:
        g.error_number = secrets.token_hex(4)
    return str(g.error_number)


def _say_when(response: Response) -> Response:
    if response.status_code == 503:
        response.headers.setdefault("Retry-After", _SECONDS_TO_WAIT)
    return response


def _stay_here(response: Response) -> Any:
    """To the right spelling of a path (`/past` → `/past/`) on whatever host: Werkzeug names the one that was asked
    for, and shows this redirect to no handler."""
    if not isinstance(request.routing_exception, RequestRedirect):
        return response
    parts = urlsplit(request.routing_exception.new_url)
    path = "/" + parts.path.lstrip("/")
    return redirect(f"{path}?{parts.query}" if parts.query else path, response.status_code)


def _place() -> str:
    """The path without what opens it: the log is read by more people than the page."""
    token = (request.view_args or {}).get("token")
    return request.path.replace(token, "…") if token else request.path


def _page(status: int, message: object, *, again: bool = False, **facts: bool) -> tuple[str | Response, int]:
    """The page of that status, with what its template asks of the state of the database; to a script the words alone,
    and whether the same post is taken once its sender has signed in or loaded the page anew (`again`)."""
    if wants_json():
        said = str(message or _("That did not work. Load the page again."))
        return never_kept(jsonify(said=said, again=again)), status
    name = status if status in _PAGES else 400 if status < 500 else 500
    number = _number() if status >= 500 else None
    context: dict[str, Any] = dict.fromkeys(("is_full", "is_in_doubt", "was_sent", "for_organizers"), False) | facts
    if status < 500 and _is_signed_in():
        menu = Markup(render_template("manage/_account.html"))  # noqa: S704 -- a template has escaped it
        context |= {"account_menu": menu, "style_sheet": "manage.css"}
    html = render_template(f"errors/{name}.html", message=message, status=status, number=number, **context)
    return (never_kept(make_response(html)) if "account_menu" in context else html), status


def _is_signed_in() -> bool:
    """Whether the page that failed is one of organizers' and its reader is known; whatever is wrong, the page is
    shown."""
    if not request.path.startswith("/manage/"):
        return False
    try:
        return bool(current_user.is_authenticated)
    except SQLAlchemyError:
        return False
