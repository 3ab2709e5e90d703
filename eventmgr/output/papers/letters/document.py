"""Letters of invitation on paper, one page each: set as official letters are, with a code to the page of the event."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus.flowables import Flowable

from eventmgr.ground.i18n import _, language, speaking
from eventmgr.output.papers.letters.contents import Letter, Letters
from eventmgr.tools.charts.qr import modules_of
from eventmgr.tools.typesetting.front import Rule, logo, sheet_of
from eventmgr.tools.typesetting.modules import Modules
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.prose import indented
from eventmgr.tools.typesetting.ruled import new_page
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import FACTS, MM, Style
from eventmgr.tools.typesetting.text import para

_TEXT = Style(size=13, leading=23, after=3)
_TITLE = Style(size=28, leading=42, bold=True, align="center", before=6, after=12, role="H1")
_CODE = 26 * MM


def build(data: Letters, *, lang: str) -> bytes:
    """The letters as a PDF, a bookmark for each."""
    with speaking(lang):
        name = _("Letter of invitation")
        story: list[Flowable] = []
        for number, one in enumerate(data.letters):
            if number:
                story.append(new_page())
            story += _letter(one, data, name)
        return build_pages(story, sheet_of(data.occasion, name, lang).bare())


def _letter(letter: Letter, data: Letters, name: str) -> Iterator[Flowable]:
    yield from logo(data.occasion)
    yield para(name, _TITLE, OutlineEntry(letter.addressed.rstrip("：,") or name))
    yield Rule("brand", 1.2, before=0, after=18)
    yield para(letter.addressed or "＿" * 14 + ("：" if language() == "zh" else ""), _TEXT.but(bold=True, after=10))
    yield from (para(words, indented(_TEXT)) for words in letter.paragraphs)
    yield para("", _TEXT)
    yield from (para(words, _TEXT.but(align="right", after=0)) for words in (*data.signed, data.day) if words)
    yield para("", _TEXT)
    yield Modules(modules_of(data.address), _CODE, _("QR code: %(leads_to)s", leads_to=data.address))
    yield para(data.address, FACTS.but(size=9, before=4))
