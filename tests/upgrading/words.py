"""What somebody reads of an answer: a page, a calendar, a list or a document as lines of words."""

from __future__ import annotations

import csv
import email
import email.policy
import hashlib
import io
import json
import re
import zipfile
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from pypdf import PdfReader

_UNSEEN = {"script", "style", "template", "datalist"}
_WITHIN = {
    "a", "abbr", "b", "bdi", "code", "em", "i", "kbd", "label", "small", "span", "strong", "sub", "sup", "time", "mark",
    "text", "tspan", "wbr", "button",
}  # fmt: skip
"""Elements that go on in the same line."""
_TOLD = ("alt", "aria-label", "placeholder", "title", "data-status", "data-outcome")


def words_of(answer: Any) -> list[str]:
    """The lines that a reader has of `answer`; of a picture or file its fingerprint."""
    kind = answer.mimetype
    if kind == "text/html":
        return of_html(answer.text)
    if kind == "application/pdf":
        return _of_pdf(answer.data)
    if kind == "text/calendar":
        return answer.text.replace("\r\n ", "").splitlines()
    if kind == "application/json":
        return json.dumps(json.loads(answer.text), ensure_ascii=False, indent=0, sort_keys=True).splitlines()
    if kind == "text/csv":
        return [" | ".join(row) for row in csv.reader(io.StringIO(answer.text))]
    if kind.endswith("spreadsheetml.sheet"):
        return _of_sheet(answer.data)
    if kind == "message/rfc822":
        return _of_letter(answer.data)
    return [f"{kind} {hashlib.sha256(answer.data).hexdigest()}"]


def of_html(html: str) -> list[str]:
    """The visible lines of a page, with what its fields hold and what is ticked or chosen."""
    reader = _Reader()
    reader.feed(html)
    reader.end_line()
    return reader.lines


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._line: list[str] = []
        self._unseen = 0
        self._option: bool | None = None

    def handle_starttag(self, tag: str, pairs: Any) -> None:
        values = {name: value or "" for name, value in pairs}
        if tag in _UNSEEN:
            self._unseen += 1
        if tag not in _WITHIN:
            self.end_line()
        if tag == "option":
            self._option = "selected" in values
        if tag == "input" and values.get("type") != "hidden":
            self._line.append(_held(values))
        self._line.extend(f"({values[name]})" for name in _TOLD if values.get(name))

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen -= 1
        if tag in ("option", "optgroup", "select"):  # an end of `option` may be left out
            self._option = None
        if tag not in _WITHIN:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self._unseen and self._option is not False:
            self._line.append(data)

    def end_line(self) -> None:
        line = re.sub(r"\s+", " ", "".join(self._line)).strip()
        self._line = []
        if line:
            self.lines.append(line)


def _held(values: dict[str, str]) -> str:
    if values.get("type") in ("checkbox", "radio"):
        return "[x] " if "checked" in values else "[ ] "
    return f"[{values.get('value', '')}]"


def _of_pdf(content: bytes) -> list[str]:
    pages = PdfReader(io.BytesIO(content)).pages
    return [line for page in pages for line in page.extract_text().splitlines()]


def _of_sheet(content: bytes) -> list[str]:
    """The texts of the cells in their order; how the sheet looks is not compared."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = [name for name in sorted(parts.namelist()) if re.search("sharedStrings|/worksheets/sheet", name)]
        found = [ElementTree.fromstring(parts.read(name)) for name in names]
    return [_moment(node.text) for part in found for node in part.iter() if node.text and node.text.strip()]


def _moment(text: str) -> str:
    """A moment of the last years, which a sheet holds as days since 1900, as it was written before."""
    if not re.fullmatch(r"4[5-9]\d{3}(\.\d+)?", text):
        return text
    at = datetime(1899, 12, 30, tzinfo=UTC) + timedelta(minutes=round(float(text) * 24 * 60))
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


def _of_letter(content: bytes) -> list[str]:
    letter = email.message_from_bytes(content, policy=email.policy.default)
    lines = [f"{name}: {value}" for name, value in letter.items() if name not in ("Content-Type", "MIME-Version")]
    for part in letter.walk():
        kind = part.get_content_type()
        if kind == "text/html":
            lines += of_html(part.get_content())
        elif part.get_content_maintype() == "text":
            lines += part.get_content().splitlines()
        elif not part.is_multipart():
            lines.append(f"{kind} {hashlib.sha256(part.get_payload(decode=True)).hexdigest()}")
    return lines
