"""One walk through a running demo, as a visitor without JavaScript: pages, a registration, a calendar.

python scripts/visit.py http://127.0.0.1:8000
python scripts/visit.py http://127.0.0.1:8000 https://events.example.org   as the proxy of that public address asks
"""

from __future__ import annotations

import re
import sys
import time
from http.cookiejar import CookieJar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

MOBILE = "13912345678"


class Visitor:
    """Keeps cookies, follows redirects, fails on any answer but the expected one.

    Args:
        base: where the server is.
        public: its public address, where that is another one: then the visitor comes as a proxy hands a visitor on.
    """

    def __init__(self, base: str, public: str = "") -> None:
        self._base = base
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()), _Back(public, base))
        if public:
            scheme, host = urlsplit(public)[:2]
            forwarded = [("Host", host), ("X-Forwarded-Proto", scheme), ("X-Forwarded-For", "192.0.2.7")]
            self._opener.addheaders += forwarded

    def fetch(self, address: str, form: dict[str, str] | None = None) -> tuple[str, str]:
        """(final address, text) of a page, which must be answered with 200."""
        body = urlencode(form).encode() if form is not None else None
        target = address if address.startswith("http") else self._base + address
        with self._opener.open(Request(target, body), timeout=30) as answer:
            print(f"{answer.status} {'POST' if body else 'GET'} {address}")
            return answer.geturl(), answer.read().decode("utf-8")


class _Back(HTTPRedirectHandler):
    """Follows to the server what leads to its public address."""

    def __init__(self, public: str, base: str) -> None:
        self._public, self._base = public, base

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        if self._public and newurl.startswith(self._public):
            newurl = self._base + newurl.removeprefix(self._public)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def wait_for(visitor: Visitor, seconds: int = 600) -> None:
    """Until the server is ready: the first start installs and builds the sample."""
    end = time.monotonic() + seconds
    while True:
        try:
            visitor.fetch("/healthz")
            return
        except (URLError, ConnectionError, TimeoutError):
            if time.monotonic() > end:
                raise
            time.sleep(0.5)


def open_event(visitor: Visitor) -> str:
    """Address of the first event of the front page whose registration is open."""
    _address, home = visitor.fetch("/?lang=en")
    for path in dict.fromkeys(re.findall(r'href="(/events/[^"/?#]+/)"', home)):
        _address, page = visitor.fetch(path)
        if f'{path}register/"' in page:
            return path
    raise SystemExit("no event on the front page is open for registration")


def register(visitor: Visitor, event: str) -> None:
    """Fill the form as the page offers it and read the own page that follows."""
    _address, page = visitor.fetch(f"{event}register/")
    form = dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    form |= {name: first_choice(page, name) for name in re.findall(r'<select[^>]*name="([^"]+)"', page)}
    form |= {"name": "沈一鸣", "organization": "临港精密机床有限公司", "mobile": MOBILE, "title": "工程师"}
    form |= {"email": "visitor@example.com", "consent": "1"}
    address, page = visitor.fetch(f"{event}register/", form)
    if "/my/" not in address or 'data-status="' not in page:
        raise SystemExit(f"the registration did not lead to an own page but to {address}")


def first_choice(page: str, name: str) -> str:
    """The first value that a select offers."""
    inside = re.search(rf'<select[^>]*name="{re.escape(name)}".*?</select>', page, re.DOTALL)
    values = [value for value in re.findall(r'<option[^>]*value="([^"]*)"', inside.group()) if value] if inside else []
    return values[0] if values else ""


def main() -> None:
    """The walk."""
    visitor = Visitor(*(address.rstrip("/") for address in sys.argv[1:]))
    wait_for(visitor)
    event = open_event(visitor)
    register(visitor, event)
    for address in (f"{event}calendar.ics", "/calendar.ics"):
        _address, calendar = visitor.fetch(address)
        if not calendar.startswith("BEGIN:VCALENDAR") or "BEGIN:VEVENT" not in calendar:
            raise SystemExit(f"{address} is no calendar")
    visitor.fetch("/readyz")


if __name__ == "__main__":
    try:
        main()
    except HTTPError as error:
        raise SystemExit(f"{error.code} at {error.url}: {error.read()[:2000].decode('utf-8', 'replace')}") from error
