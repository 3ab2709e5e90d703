"""The buttons of a page's head, taken apart: on a phone the one that matters most stays in sight, the others go into a
menu."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

from markupsafe import Markup

_VOID = frozenset(("br", "hr", "img", "input"))
_IN_SIGHT = ("btn-primary", "data-stays")
_FEW = 2


@dataclass(frozen=True)
class Acts:
    """What one can do on a page, in its order."""

    primary: Markup
    """The last that is drawn as the primary one or says `data-stays`; empty for none."""
    others: list[Markup]

    @property
    def are_many(self) -> bool:
        """Whether they would not stand beside each other on a phone."""
        return len(self.others) + bool(self.primary) > _FEW


def acts_in(html: Markup) -> Acts:
    """The elements of `html`, each a button, a link, a form or a menu."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    elements = ["".join(parts) for parts in reader.elements]
    last = next((element for element in reversed(elements) if any(sign in element for sign in _IN_SIGHT)), "")
    # parts of what is markup already
    return Acts(Markup(last), [Markup(element) for element in elements if element is not last])  # noqa: S704


class _Reader(HTMLParser):
    """Splits a text into its outermost elements, which stay as they are written."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.elements: list[list[str]] = []
        self.depth = 0

    def _write(self, text: str) -> None:
        if self.depth:
            self.elements[-1].append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if not self.depth:
            self.elements.append([])
        self.elements[-1].append(self.get_starttag_text() or "")
        if tag not in _VOID:
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag in _VOID:
            return
        self._write(f"</{tag}>")
        self.depth -= 1

    def handle_data(self, data: str) -> None:
        """Words within an element; between elements stand blanks alone."""
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        """A sign by its name."""
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """A sign by its number."""
        self._write(f"&#{name};")
