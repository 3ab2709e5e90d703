"""The compendium of policies as a book: cover, contents, and each policy with its source and date. Loads ReportLab, for
documents only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus.doctemplate import CondPageBreak
from reportlab.platypus.flowables import Flowable, PageBreak

from eventmgr.exchange.policies.models import Policy
from eventmgr.exchange.policies.wording import policy_lines
from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import _, _n, language, localized
from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.books.binding import Cover, contents_page, cover_page
from eventmgr.tools.typesetting.books.chapters import ChapterStart
from eventmgr.tools.typesetting.pages import Sheet
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.prose import passages
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import BODY, HEADING, HEADING_2
from eventmgr.tools.typesetting.text import Span, para

_BEGINS = 150.0
"""So much room a policy needs to begin on a page."""
_LINE = BODY.but(size=10, leading=15, after=1)


@dataclass(frozen=True)
class Compendium:
    """What is bound together.

    Args:
        narrowed: the filters in words.
        house: who hands it out.
        day: as of when.
    """

    policies: Sequence[Policy]
    narrowed: Sequence[str]
    house: str
    day: date


def build(book: Compendium, *, fallback_fonts: Sequence[str]) -> bytes:
    """The compendium as a PDF in the language spoken."""
    fonts.use_fallbacks(fallback_fonts)
    name = _("Compendium of policies")
    counted = _n("%(num)s policy", "%(num)s policies", len(book.policies))
    note = _("For reference only: the documents as issued are binding.")
    cover = Cover(name, counted, book.narrowed, book.house, book.day, note)
    titles = (localized(policy.title) for policy in book.policies)
    story: list[Flowable] = [*cover_page(cover), PageBreak(), *contents_page(titles), PageBreak()]
    for number, policy in enumerate(book.policies):
        if number:
            story.append(CondPageBreak(_BEGINS))
        story += _policy(policy, number, book.day)
    sheet = Sheet(title=name, author=book.house, head=(book.house, name), lang=language(), has_cover=True)
    return build_pages(story, sheet)


def _policy(policy: Policy, number: int, day: date) -> Iterator[Flowable]:
    title = localized(policy.title)
    yield ChapterStart(number)
    yield para(title, HEADING.but(size=15, leading=23, before=0, after=8, role="H1"), OutlineEntry(title))
    for label, words in policy_lines(policy, day=day):
        yield para([Span(str(label) + _(": "), colour="ink-2"), Span(words)], _LINE)
    if policy.source_url:
        label = label_of(Policy.source_url)
        yield para([Span(str(label) + _(": "), colour="ink-2"), Span(policy.source_url)], _LINE)
    yield para(_("Abstract"), HEADING_2.but(role="H2"))
    yield from passages(localized(policy.summary))
    text = list(passages(localized(policy.text)))
    if text:
        yield para(_("Text"), HEADING_2.but(role="H2"))
        yield from text
