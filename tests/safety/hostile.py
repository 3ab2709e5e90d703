"""Values that break careless programs, and forms as a browser without JavaScript reads them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote_plus, urljoin, urlsplit

LINE_SEPARATOR = "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg"
HOSTILE = {
    "line separators": LINE_SEPARATOR,
    "NUL": "a\x00b",
    "lone surrogate": "a\ud800b\udfff",
    "noncharacters": "a\ufffeb\U0001fffe",
    "bidi": "a\u202eb\u2067c",
    "long": "长" * 10_000,
    "emoji": "👩🏽‍🏭🇨🇳",
    "formula": "=cmd|'/c calc'!A1",
    "picture": "<img src=x onerror=alert(1)>",
    "markup": "A & B <b> </para> {{ 7*7 }} %s %(name)s",
    "header": "a\r\nBcc: x@example.com",
    "number": "9" * 40,
    "negative": "-1",
    "beyond 64 bits": str(2**63),
    "first year": "0001-01-01T00:00",
    "last year": "9999-12-31T23:59",
    "first date": "0001-01-01",
    "decimals": "1e400",
    "empty": "",
}
"""One of each kind."""
SHARPEST = ("NUL", "lone surrogate", "beyond 64 bits", "first year")
"""What PostgreSQL refuses where SQLite does not."""
ALL_AT_ONCE = "=A\u2028 & B\x00 <b>\u202e\ufffe👩🏽‍🏭\r\n"
"""Short enough for most fields."""

SENSIBLE = {
    "mobile": "15400000219",
    "credit_code": "91310000607262239P",
    "email": "visitor@example.com",
    "tel": "15400000219",
    "date": "2026-05-13",
    "datetime-local": "2026-05-13T09:00",
    "time": "09:00",
    "number": "1",
    "url": "https://example.com/",
    "password": "correct horse battery staple",
    "slug": "another-seminar",
    "mark": "attended",
    "fee": "300",
    "country": "",  # whoever has a province has none
    "name_latin": "Zhang San",
    "starts_at": "2026-05-13T12:30",
    "ends_at": "2026-05-13T16:00",
    "registration_opens_at": "2026-04-01T08:00",
    "registration_closes_at": "2026-05-10T18:00",
}
"""What a reader might type, by the name or the type of a field."""


@dataclass
class HtmlForm:
    """A form of a page: the path it posts to, and its fields with what a browser would send."""

    path: str
    method: str
    kind: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)
    selects: dict[str, bool] = field(default_factory=dict)
    """Name of each `<select>` → whether it must be filled in."""

    @property
    def names(self) -> list[str]:
        """Every name that a browser may send, once."""
        return list(dict.fromkeys([name for name, _value in self.fields] + list(self.choices) + self.typed))

    def complete(self) -> HtmlForm:
        """The same form with something acceptable in each empty field and choice."""
        given = {name: value for name, value in self.fields if value.strip()}
        for name in self.typed:
            given.setdefault(
                name, SENSIBLE[name] if name in SENSIBLE else SENSIBLE.get(self.types.get(name, ""), "样例")
            )
        for name, choices in self.choices.items():
            given.setdefault(name, SENSIBLE.get(name, next((choice for choice in choices if choice), "")))
        several = [(name, value) for name, value in self.fields if value.strip() and given[name] != value]
        return replace(self, fields=[*given.items(), *several])

    def with_values(self, changes: dict[str, str]) -> list[tuple[str, str]]:
        """What the browser sends if the reader types `changes`; the first button is pressed."""
        kept = [(name, value) for name, value in [*self.fields, *self.buttons[:1]] if name not in changes]
        return kept + list(changes.items())


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address, self.forms = address, []
        self._forms: dict[str, HtmlForm] = {}
        self._form: HtmlForm | None = None
        self._select = self._area = ""

    def handle_starttag(self, tag: str, pairs: Any) -> None:
        values = {name: value or "" for name, value in pairs}
        if tag == "form":
            path = urlsplit(urljoin(self.address, values.get("action", ""))).path
            self._form = HtmlForm(path, values.get("method", "get").lower(), values.get("enctype", ""))
            self.forms.append(self._form)
            self._forms[values.get("id", "")] = self._form
        form = self._forms.get(values["form"]) if values.get("form") else self._form
        name = values.get("name", "")
        if form is None or ("disabled" in values and tag != "option"):
            return
        if tag == "option" and self._select:
            form.choices[self._select].append(values.get("value", ""))
            if "selected" in values:
                form.fields.append((self._select, values.get("value", "")))
        if not name:
            return
        if tag == "input":
            _add_input(form, name, values)
        elif tag == "textarea":
            self._area = name
            form.typed.append(name)
            form.fields.append((name, ""))
        elif tag == "select":
            self._select = name
            form.choices.setdefault(name, [])
            form.selects[name] = "required" in values
        elif tag == "button":
            form.buttons.append((name, values.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area and self._form is not None:
            name, value = self._form.fields[-1]
            self._form.fields[-1] = (name, value + data)


def _add_input(form: HtmlForm, name: str, values: dict[str, str]) -> None:
    kind, value = values.get("type", "text"), values.get("value", "")
    if kind in ("radio", "checkbox"):
        form.choices.setdefault(name, []).append(value or "on")
        if "checked" in values:
            form.fields.append((name, value or "on"))
    elif kind == "file":
        form.files.append(name)
    elif kind in ("submit", "image"):
        form.buttons.append((name, value))
    else:
        form.fields.append((name, value))
        form.types[name] = kind
        if kind != "hidden":
            form.typed.append(name)


def forms_of(html: str, address: str) -> list[HtmlForm]:
    """The forms of the page at `address`."""
    reader = _Reader(address)
    reader.feed(html)
    return reader.forms


def encoded(pairs: list[tuple[str, str]]) -> str:
    """`pairs` as a body or a query; lone surrogates and all else survive as bytes."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)


@lru_cache(maxsize=500)
def _quoted(words: str) -> str:
    return quote_plus(words, errors="surrogatepass")


def post(browser: Any, form: HtmlForm, pairs: list[tuple[str, str]], path: str | None = None) -> Any:
    """Send `pairs` to the address of `form`, in the encoding that it asks for."""
    if form.files or "multipart" in form.kind:
        lines = "".join(
            f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in pairs
        )
        body = f"{lines}--x--\r\n".encode("utf-8", "surrogatepass")
        return browser.post(path or form.path, data=body, content_type="multipart/form-data; boundary=x")
    return browser.post(path or form.path, data=encoded(pairs), content_type="application/x-www-form-urlencoded")
