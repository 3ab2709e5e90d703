"""One reader's way: what an address answers them in the end, and what a form answers that stands there."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.crawl.installation import Installation, Visitor
from tests.crawl.pages import Form, read
from tests.crawl.readers import Reader


@dataclass
class Page:
    """An answer: where it came from in the end, and what stands on it if it is a page."""

    path: str
    status: int
    rule: str
    raised: str = ""
    links: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    cookies: dict[Any, Any] = field(default_factory=dict)
    """Of the reader's browser after it, if a form stands there."""


class Walk:
    """What one reader has opened."""

    def __init__(self, installation: Installation, reader: Reader) -> None:
        self._installation, self.reader = installation, reader
        self._browser: Visitor | None = None
        self._cookies: Any = None
        self.pages: dict[str, Page] = {}

    def open(self, path: str) -> Page:
        """What the address answers in the end; asked once."""
        if path not in self.pages:
            self.pages[path] = self._ask(path)
        return self.pages[path]

    def browser(self) -> Visitor:
        """The reader's browser, as it was when they had come in."""
        if self._browser is None:
            self._browser = self._installation.browser(self.reader)
            self._installation.undoing.undo()
            self._cookies = dict(self._browser._cookies)
        self._browser._cookies = dict(self._cookies)
        return self._browser

    def _get(self, browser: Visitor, path: str) -> tuple[Any, str]:
        """The answer of an address in the end, and which address that is."""
        for _ in range(4):
            answer = browser.get(path, headers=self.reader.headers)
            target = urlsplit(answer.location or "")
            if answer.status_code not in (301, 302, 303, 307, 308) or target.netloc not in ("", "localhost"):
                break
            path = f"{target.path}?{target.query}" if target.query else target.path
        return answer, path

    def _ask(self, path: str) -> Page:
        answer, asked = self._get(self.browser(), path)
        page = self._read(path, answer, asked)
        self._installation.undoing.undo()
        return page

    def _read(self, path: str, answer: Any, asked: str) -> Page:
        """What stands in the answer of `asked`, to which `path` has led."""
        known = self._installation.filled.read(path)
        rule = known[0].rule if known else ""
        page = Page(path, answer.status_code, rule, self._installation.raised())
        if answer.mimetype == "text/html" and answer.status_code == 200:
            found = read(answer.text, asked)
            page.links, page.forms = found.links, found.forms
            page.faults = [] if rule.endswith("/html") else found.faults  # an e-mail, in a frame where nothing runs
            page.cookies = dict(self._browser._cookies) if page.forms and self._browser else {}
        answer.close()
        return page

    def send_from_elsewhere(self, form: Form) -> int:
        """As another site has it sent by its visitor, without the token: the status."""
        answer = self.browser().post(form.path, data={"a": "1"}, headers={"Sec-Fetch-Site": "cross-site"})
        self._installation.undoing.undo()
        return int(answer.status_code)

    def send(
        self, page: Page, form: Form, *, filled: bool = True, then: Callable[[Page], None] | None = None
    ) -> tuple[int, str]:
        """The form as it stands on the page, from the page's own session: the status, and what was raised.

        Args:
            filled: else nothing is typed or chosen; what is hidden stays.
            then: given what the form leads to, while what it wrote still stands.
        """
        answer = self._post(page, form, filled=filled)
        status, raised = answer.status_code, self._installation.raised()
        target = urlsplit(answer.location or "")
        if then is not None and status < 300:
            then(self._read(form.path, answer, form.path))
        elif then is not None and status in (302, 303) and target.netloc in ("", "localhost") and self._browser:
            path = f"{target.path}?{target.query}" if target.query else target.path
            then(self._read(path, *self._get(self._browser, path)))
        answer.close()
        self._installation.undoing.undo()
        return status, raised

    def send_on(self, page: Page, form: Form) -> tuple[int, str]:
        """A form on what another one has led to; the status, and what was raised. Nothing is taken back."""
        answer = self._post(page, form)
        answer.close()
        return answer.status_code, self._installation.raised()

    def _post(self, page: Page, form: Form, *, filled: bool = True) -> Any:
        browser = self.browser()
        browser._cookies = dict(page.cookies)
        data: dict[str, list[Any]] = {}
        for name, value in [*form.pairs, *([form.button] if form.button[0] else [])]:
            data.setdefault(name, []).append(value if filled or name in form.hidden else "")
        for name in form.files:
            data[name] = [(io.BytesIO(), "")]
        kind = "multipart/form-data" if form.is_multipart or form.files else "application/x-www-form-urlencoded"
        headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost", **self.reader.headers}
        return browser.post(form.path, data=data, content_type=kind, headers=headers)
