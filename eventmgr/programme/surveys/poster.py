"""A poster on A4: what is asked about, and a code to scan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eventmgr.ground.i18n import _, speaking
from eventmgr.tools.charts.qr import modules_of
from eventmgr.tools.typesetting.modules import Modules
from eventmgr.tools.typesetting.pages import Sheet, build
from eventmgr.tools.typesetting.styles import BODY, FACTS, MM, SUBTITLE, TITLE, Style
from eventmgr.tools.typesetting.text import para

_CODE = 90 * MM
_LARGE = Style(size=16, leading=26, align="center", after=3, balanced=True)


def make(event: str, survey: str, about: Sequence[str], address: str, *, lang: str) -> bytes:
    """The poster as a PDF of one page."""
    with speaking(lang):
        head = about[0] if about else survey
        story: list[Any] = [
            para(event[:120], SUBTITLE.but(colour="accent", after=14)),
            para(head[:80], TITLE.but(size=26, leading=38, after=12)),
            *(para(text[:120], _LARGE) for text in [*about[1:], *([survey] if about else [])]),
            para("", BODY.but(leading=10 * MM, after=0)),
            Modules(modules_of(address), _CODE, _("QR code: %(leads_to)s", leads_to=address)),
            para("", BODY.but(leading=5 * MM, after=0)),
            para(_("Scan and tell us what you think: no name, no account"), _LARGE),
            para(address, FACTS),
        ]
        return build(story, Sheet(title=head, author="", head=("", ""), lang=lang).bare())
