"""Cases bound as a book: cover, contents, and of each its conditions, metrics and text. Loads ReportLab, for documents
only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from reportlab.platypus.doctemplate import CondPageBreak
from reportlab.platypus.flowables import Flowable, PageBreak

from eventmgr.exchange.cases.models import Case
from eventmgr.exchange.cases.wording import case_lines, text_sections
from eventmgr.ground.i18n import _, _n, language, localized
from eventmgr.tools.metrics.comparing import NEVER_AVERAGED
from eventmgr.tools.metrics.models import Metric
from eventmgr.tools.metrics.wording import basis_lines, in_order, metric_words
from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.books.binding import Cover, contents_page, cover_page
from eventmgr.tools.typesetting.books.chapters import ChapterStart
from eventmgr.tools.typesetting.pages import Sheet
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.prose import passages
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import BODY, HEADING, HEADING_2
from eventmgr.tools.typesetting.text import Span, para

_BEGINS = 220.0
"""So much room a case needs to begin on a page."""
_METRIC = 78.0
"""So much room a metric needs with its notes."""
_LINE = BODY.but(size=10, leading=15, after=1)


def bind(
    cases: Sequence[Case], narrowed: Sequence[str], *, house: str, day: date, fallback_fonts: Sequence[str]
) -> bytes:
    """The handbook as a PDF in the language spoken.

    Args:
        narrowed: the filters in words. house: who hands it out. day: as of when.
    """
    fonts.use_fallbacks(fallback_fonts)
    name = _("Handbook of cases")
    counted = _n("%(num)s case", "%(num)s cases", len(cases))
    cover = Cover(name, counted, narrowed, house, day, str(NEVER_AVERAGED))
    titles = (localized(case.title) for case in cases)
    story: list[Flowable] = [*cover_page(cover), PageBreak(), *contents_page(titles), PageBreak()]
    for number, case in enumerate(cases):
        if number:
            story.append(CondPageBreak(_BEGINS))
        story += _case(case, number)
    sheet = Sheet(title=name, author=house, head=(house, name), lang=language(), has_cover=True)
    return build_pages(story, sheet)


def _case(case: Case, number: int) -> Iterator[Flowable]:
    title = localized(case.title)
    yield ChapterStart(number)
    yield para(title, HEADING.but(size=15, leading=23, before=0, after=8, role="H1"), OutlineEntry(title))
    for label, words in case_lines(case):
        yield para([Span(str(label) + _(": "), colour="ink-2"), Span(words)], _LINE)
    yield from passages(localized(case.summary))
    if case.metrics:
        yield CondPageBreak(_METRIC + 2 * HEADING_2.leading)
        yield para(_("Metrics"), HEADING_2.but(role="H2"))
    for metric in in_order(case.metrics):
        yield CondPageBreak(_METRIC)
        yield para(list(_metric(metric)), _LINE)
    for _anchor, heading, text in text_sections(case):
        yield para(str(heading), HEADING_2.but(role="H2"))
        yield from passages(text)


def _metric(metric: Metric) -> Iterator[Span]:
    """What was reached, then against what, over which period, by which evidence, and who vouches for it."""
    yield Span(metric_words(metric), bold=True)
    for label, words in basis_lines(metric):
        yield Span("\n" + _(": ").join((str(label), words)), colour="ink-2")
