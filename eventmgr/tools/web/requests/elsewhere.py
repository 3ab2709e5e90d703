"""Posts from elsewhere: another site makes the browser of its visitor send a form of ours.

Forms carry the token of the reader's session, which other sites cannot read. A form that is the same for everybody, so
that its page can be kept, has none (`without_token`): there the browser says where the post came from (`Sec-Fetch-Site`,
else `Origin`), and what says neither is no browser of today and acts for nobody but itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect

from eventmgr.ground.errors import FromElsewhere
from eventmgr.ground.i18n import _

_OWN = ("same-origin", "none")
"""`none`: the reader's own doing, such as loading the answer again."""
_tokens = CSRFProtect()
_without: set[tuple[str, str]] = set()
"""(module, name) of views that take posts without a token: decorators around them keep both."""


def init_app(app: Flask) -> None:
    """Ask every post for its token."""
    _tokens.init_app(app)


def without_token(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """`view` of a post whose form is the same for everybody, or whose address alone opens it, so that the form never grows
    too old. It must do nothing in the name of who is signed in."""

    @wraps(view)
    def checked(**arguments: object) -> ResponseReturnValue:
        if request.method == "POST" and not _is_own():
            raise FromElsewhere(_("This form was sent from another site. Open it here and fill it in again."))
        return view(**arguments)

    _tokens.exempt(checked)
    _without.add((view.__module__, view.__name__))
    return checked


def asks_for_token(endpoint: str) -> bool:
    """Whether a post to this endpoint must carry the token: what a form does that is drawn for several of them."""
    view = current_app.view_functions[endpoint]
    return (view.__module__, view.__name__) not in _without


def _is_own() -> bool:
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site in _OWN
    if origin is None:
        return True
    own = (request.headers.get("Host", ""), urlsplit(current_app.config["BASE_URL"]).netloc)
    return origin.partition("://")[2].lower() in {host.lower() for host in own if host}
