"""A browser for an installation that runs in this process: it knows pages and forms, nothing of the package."""

from __future__ import annotations

import io
import re
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from tests.safety.hostile import HtmlForm, forms_of

ADDRESS = "http://127.0.0.1:8000"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"

FIRST = object()


class Browser:
    """Somebody's browser; `language` is what it asks for."""

    def __init__(self, app: Flask, language: str = "zh", device: str = CHROME) -> None:
        self._client = app.test_client()
        self._headers = {"Accept-Language": language, "User-Agent": device}

    def get(self, path: str) -> Any:
        """The answer to a look at `path`."""
        return self._client.get(path, base_url=ADDRESS, headers=self._headers)

    def send(self, page: str, values: dict[str, Any] | None = None, *, to: str = "", press: str = "") -> Any:
        """Fill in the form on `page` that posts to `to` (to the page itself if not said) and send it.

        Args:
            values: what is typed; a list ticks several boxes, `FIRST` takes the first choice.
            to: how the address that the form posts to begins, from the folder of the page if it has no slash in front.
            press: `name=value` of the button, if it has a name.

        Raises:
            AssertionError: there is no such form, or it was not accepted.
        """
        form = self._form(page, to)
        sent: dict[str, Any] = {}
        for name, value in form.fields:
            sent.setdefault(name, []).append(re.sub(r"^\r?\n", "", value))  # as browsers do in a text area
        for name, value in (values or {}).items():
            chosen = next(one for one in form.choices[name] if one) if value is FIRST else value
            sent[name] = chosen if isinstance(chosen, list) else [chosen]
        if press:
            name, _is, value = press.partition("=")
            sent[name] = [value]
        return self.post(page if form.path == urlsplit(page).path else form.path, sent)

    def post(self, path: str, sent: dict[str, Any]) -> Any:
        """Send `sent`; it must be accepted, a refused form shows its page."""
        sent = {name: _file(value) for name, value in sent.items()}
        answer = self._client.post(path, data=sent, base_url=ADDRESS, headers=self._headers)
        assert answer.status_code in (200, 303), (path, answer.status_code, answer.text)
        return answer

    def cookies(self) -> dict[str, str]:
        """Name → value of what this browser keeps."""
        names = ("session", "lang")
        found = {name: self._client.get_cookie(name, domain="127.0.0.1") for name in names}
        return {name: cookie.value for name, cookie in found.items() if cookie}

    def keep(self, cookies: dict[str, str]) -> None:
        """Have these cookies, as if it had been there before."""
        for name, value in cookies.items():
            self._client.set_cookie(name, value, domain="127.0.0.1")

    def _form(self, page: str, to: str) -> HtmlForm:
        answer = self.get(page)
        assert answer.status_code == 200, (page, answer.status_code, answer.location)
        path = urlsplit(page).path
        target = to if to.startswith("/") else path + to
        forms = [form for form in forms_of(answer.text, page) if form.method == "post"]
        exact = [form for form in forms if form.path == target]
        found = exact or [form for form in forms if form.path.startswith(target) and form.path != "/sign-out"]
        assert found, (page, target, [form.path for form in forms])
        return found[0]


def _file(value: Any) -> Any:
    """A pair (name, text) becomes a file to send."""
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        name, text = value[0]
        return (io.BytesIO(text.encode()), name)
    return value
