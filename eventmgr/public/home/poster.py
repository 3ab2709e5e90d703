"""A poster on A4: what, when, where, and a code to scan."""

from __future__ import annotations

from typing import Any

from eventmgr.ground.i18n import _, speaking
from eventmgr.public.home.facts import Facts
from eventmgr.tools.charts.qr import modules_of
from eventmgr.tools.typesetting.house.dressing import Logo
from eventmgr.tools.typesetting.house.look import USUAL, Look
from eventmgr.tools.typesetting.modules import Modules
from eventmgr.tools.typesetting.pages import Sheet, build
from eventmgr.tools.typesetting.styles import BODY, FACTS, HEIGHT, MM, SUBTITLE, TITLE, WIDTH, Style
from eventmgr.tools.typesetting.text import para

_CODE = 78 * MM
_SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
"""The largest in which one page holds everything."""


def make(facts: Facts, look: Look = USUAL, *, lang: str) -> bytes:
    """The poster as a PDF of one page."""
    with speaking(lang):
        story = next(story for scale in _SCALES if _fits(story := _story(facts, look, scale)) or scale == _SCALES[-1])
        sheet = Sheet(title=facts.title, author=facts.hosts, head=("", ""), lang=lang, look=look)
        return build(story, sheet.bare())


def _story(facts: Facts, look: Look, scale: float) -> list[Any]:
    labelled = ((_("Time"), facts.when), (_("Place"), facts.venue), (_("Registration closes"), facts.closes))
    large = Style(size=15 * scale, leading=25 * scale, align="center", after=2, balanced=True)
    logo = [Logo(look.logo, _("Logo of %(name)s", name=facts.hosts))] if look.logo else []
    story: list[Any] = [
        *logo,
        para(facts.kind, SUBTITLE.but(colour="accent", after=14 * scale)),
        para(facts.title, TITLE.but(size=30 * scale, leading=44 * scale, after=20 * scale)),
        *(para(_("%(label)s: %(value)s", label=label, value=value), large) for label, value in labelled if value),
        _gap(14 * scale),
        Modules(modules_of(facts.address), _CODE * scale, _("QR code: %(leads_to)s", leads_to=facts.address)),
        _gap(5),
        para(_("Scan to read more and to register"), large),
        para(facts.address, FACTS),
    ]
    return [*story, _gap(6 * scale), para(facts.hosts, FACTS)] if facts.hosts else story


def _fits(story: list[Any]) -> bool:
    """Whether one page holds all of it."""
    heights = (flow.wrap(WIDTH, HEIGHT)[1] + flow.getSpaceBefore() + flow.getSpaceAfter() for flow in story)
    return bool(sum(heights) <= HEIGHT)


def _gap(height: float) -> Any:
    """So many millimetres of nothing."""
    return para("", BODY.but(leading=height * MM, after=0))
