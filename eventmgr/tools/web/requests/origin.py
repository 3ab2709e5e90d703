"""Where a request came from and under which address: what a visitor cannot choose.

Proxies are believed as far as PROXIES says. The scheme is that of BASE_URL and the application stands at the root of its
host, whatever a header says, so a page is the same for all who ask for its address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix


def init_app(app: Flask) -> None:
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
