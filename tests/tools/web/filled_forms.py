"""A page as somebody sees who fills in its form: fields with labels and bounds, what stands in them, what is complained of."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from werkzeug.datastructures import MultiDict

HIDDEN = {"hidden", "submit", "button"}


@dataclass
class Field:
    """One input."""

    name: str
    kind: str
    """`text`, `number`, `date`, `datetime-local`, `select`, `radio`, `checkbox`, `textarea`, `password`, `file`."""
    id: str
    required: bool
    attributes: dict[str, str | None]
    values: list[str] = field(default_factory=list)
    """What stands in it: nothing where nothing is chosen or ticked."""
    options: list[str] = field(default_factory=list)
    """Of a `<select>`."""


class Page(HTMLParser):
    """What a page says, read without any library of ours."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        """Name → field, of the largest form of the page."""
        self.labels: dict[str, str] = {}
        """Id of an input → its label."""
        self.legends: list[str] = []
        self.ids: set[str] = set()
        """Every id of the page."""
        self.problems: list[tuple[str, str]] = []
        """(id that the line leads to, the line) of the summary of errors."""
        self._forms: list[dict[str, Field]] = []
        self._open: list[tuple[str, Any]] = []
        self._legend = self._line = self._label = ""
        self._label_for = self._target = ""
        self._in: set[str] = set()
        self._text: Field | None = None
        self.feed(html)
        self.fields = max(self._forms, key=len, default={})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids.add(given.get("id") or "")
        if tag == "form":
            self._forms.append({})
        elif tag == "label":
            self._in.add("label")
            self._label, self._label_for = "", given.get("for") or ""
        elif tag == "legend":
            self._in.add("legend")
            self._legend = ""
        elif tag == "div" and given.get("id") == "errors":
            self._in.add("errors")
        elif tag == "li" and "errors" in self._in:
            self._in.add("line")
            self._line = self._target = ""
        elif tag == "a" and "line" in self._in:
            self._target = (given.get("href") or "").removeprefix("#")
        elif tag in ("input", "select", "textarea", "option"):
            self._input(tag, given)

    def _input(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "option":
            if self._text is not None:
                self._text.options.append(given.get("value") or "")
            if self._text is not None and "selected" in given:
                self._text.values.append(given.get("value") or "")
            return
        name, kind = given.get("name"), (given.get("type") or "text") if tag == "input" else tag
        if not name or not self._forms or kind in ("submit", "button"):
            return
        found = self._forms[-1].setdefault(name, Field(name, kind, given.get("id") or "", "required" in given, given))
        if kind in ("radio", "checkbox"):
            if "checked" in given:
                found.values.append(given.get("value") or "y")
        elif tag == "input":
            found.values = [given.get("value") or ""]
        else:
            found.values = [] if tag == "select" else [""]
            self._text = found

    def handle_endtag(self, tag: str) -> None:
        if tag == "label" and "label" in self._in:
            self._in.discard("label")
            self.labels[self._label_for] = " ".join(self._label.split())
        elif tag == "legend":
            self._in.discard("legend")
            self.legends.append(" ".join(self._legend.split()))
        elif tag == "li" and "line" in self._in:
            self._in.discard("line")
            self.problems.append((self._target, " ".join(self._line.split())))
        elif tag == "ul" and "errors" in self._in:
            self._in.discard("errors")
        elif tag in ("textarea", "select"):
            if self._text is not None and tag == "textarea":
                self._text.values = [self._text.values[0].removeprefix("\r").removeprefix("\n")]
            self._text = None

    def handle_data(self, data: str) -> None:
        if "label" in self._in:
            self._label += data
        if "legend" in self._in:
            self._legend += data
        if "line" in self._in:
            self._line += data
        if self._text is not None and self._text.kind == "textarea":
            self._text.values[0] += data

    def typed(self, **changes: Any) -> MultiDict[str, str]:
        """What a browser would send, with some fields changed (a list: several values)."""
        sent: MultiDict[str, str] = MultiDict()
        for name, one in self.fields.items():
            if one.kind != "file":
                sent.setlist(name, one.values)
        for name, value in changes.items():
            sent.setlist(name, value if isinstance(value, list) else [value])
        return sent

    def targets(self) -> set[str]:
        """Ids that the summary of errors leads to."""
        return {target for target, _line in self.problems if target}

    def open_fields(self) -> list[Field]:
        """Those that somebody can fill in."""
        return [
            one
            for one in self.fields.values()
            if one.kind not in HIDDEN | {"file"} and "readonly" not in one.attributes
        ]
