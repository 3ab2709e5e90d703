"""What a request must be before any page sees it: where it came from, an address that a page can have, a body that can
be read, and a post that our own page sent.

**Origin.** What a visitor cannot choose: proxies are believed as far as PROXIES says, the scheme is that of BASE_URL
and the application stands at the root of its host, whatever a header says, so a page is the same for all who ask for
its address.

**Bodies.** No more fields and no more text than `MAX_FORM_PARTS` and `MAX_FORM_MEMORY_SIZE` allow. Werkzeug holds only
multipart forms to these two; the other encoding of forms, and JSON, is counted here, before it is parsed.

**Posts from elsewhere.** Another site makes the browser of its visitor send a form of ours. Forms carry the token of
the reader's session, which other sites cannot read. A form that is the same for everybody, so that its page can be
kept, has none (`without_token`): there the browser says where the post came from (`Sec-Fetch-Site`, else `Origin`), and
what says neither is no browser of today and acts for nobody but itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, UnicodeConverter, ValidationError

from eventmgr.ground.errors import FromElsewhere
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST


def settle_origin(app: Flask) -> None:
    """Stand in front of everything that reads addresses; call it after whatever else stands in front of `app`."""
    scheme = urlsplit(app.config["BASE_URL"]).scheme
    inner = app.wsgi_app

    def settled(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ["wsgi.url_scheme"], environ["SCRIPT_NAME"] = scheme, ""
        if environ["PATH_INFO"].startswith(("//", "/\\")):
            return _to_one_slash(environ, start_response)
        return inner(environ, start_response)

    app.wsgi_app = settled  # type: ignore[method-assign]
    proxies = int(app.config["PROXIES"])
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=0, x_host=proxies)  # type: ignore[method-assign]


def _to_one_slash(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """Browsers read `//name` as another host: no page is made under such an address, nor a link from it."""
    path = "/" + quote(environ["PATH_INFO"].lstrip("/\\").encode("latin-1"))
    query = environ.get("QUERY_STRING", "")
    address = f"{path}?{query}" if query else path
    start_response("308 PERMANENT REDIRECT", [("Location", address), ("Content-Length", "0")])
    return []


class RowNumber(IntegerConverter):
    """`<int:…>` in a route: a number that a row can have, else no route fits and the answer is a 404."""

    def __init__(  # Werkzeug gives the names and their order
        self,
        map: Any,  # noqa: A002
        fixed_digits: int = 0,
        min: int = 0,  # noqa: A002
        max: int = LARGEST,  # noqa: A002
        signed: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        super().__init__(map, fixed_digits, min, max, signed)


class Word(UnicodeConverter):
    """`<…>` in a route: text without control characters, which no name of ours has and PostgreSQL refuses."""

    def to_python(self, value: str) -> str:
        """The part of the address, if it has no control characters."""
        if any(ord(char) < 32 for char in value):
            raise ValidationError
        return value


def bound_addresses(app: Flask) -> None:
    """Use them for every number and word in the routes of `app`; call before any route is added."""
    app.url_map.converters.update(int=RowNumber, default=Word, string=Word)


MOST_ITEMS = 20_000
"""Commas of a JSON body, in texts too: four times as many as the largest batch of a check-in device has."""


def bound_bodies(app: Flask) -> None:
    """Refuse with 413 what is too much; call it before anything that reads forms."""
    app.before_request(_refuse_floods)


def _refuse_floods() -> None:
    parts = {"application/x-www-form-urlencoded": (b"&", int(current_app.config["MAX_FORM_PARTS"]))}
    kind = "application/json" if request.is_json else request.mimetype
    between, most_parts = (parts | {"application/json": (b",", MOST_ITEMS)}).get(kind, (b"", 0))
    if not between:
        return
    most = int(current_app.config["MAX_FORM_MEMORY_SIZE"])
    if (request.content_length or 0) > most:
        raise RequestEntityTooLarge
    body = request.get_data()
    if len(body) > most or body.count(between) >= most_parts:
        raise RequestEntityTooLarge


_OWN = ("same-origin", "none")
"""`none`: the reader's own doing, such as loading the answer again."""
_tokens = CSRFProtect()
_without: set[tuple[str, str]] = set()
"""(module, name) of views that take posts without a token: decorators around them keep both."""


def ask_for_tokens(app: Flask) -> None:
    """Ask every post for its token."""
    _tokens.init_app(app)


def without_token(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """`view` of a post whose form is the same for everybody, or whose address alone opens it, so that the form never
    grows too old. It must do nothing in the name of who is signed in."""

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
