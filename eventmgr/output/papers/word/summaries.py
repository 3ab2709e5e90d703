"""The summary of an event to be edited further: the same figures and charts as on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

from eventmgr.ground.i18n import _, speaking
from eventmgr.output.papers.contents import Day, Item, OutcomeFigures, Summary, numbered
from eventmgr.output.papers.word.page import Page
from eventmgr.tools.charts import Chart, Drawing
from eventmgr.tools.typesetting.pixels import png


def build(data: Summary, *, lang: str) -> bytes:
    """The summary as a Word file."""
    with speaking(lang):
        name, numbers = _("Event summary"), count()
        page = Page(title=f"{data.occasion.title} · {name}", author=data.occasion.author, lang=lang)

        def section(words: str) -> None:
            page.heading(numbered(next(numbers), words, lang))

        page.title(f"{data.occasion.title}\n{name}")
        for line in (data.occasion.state, data.occasion.span, data.occasion.place, data.stage, data.made):
            if line:
                page.paragraph(line, align="center")
        page.page_numbers()
        heads, figures = zip(*data.key_figures, strict=True)
        page.table(heads, [figures], [1 / len(heads)] * len(heads))
        _sections(page, data, section)
        page.heading(_("Annex: agenda"))
        _agenda(page, data.agenda)
        return page.content()


def _sections(page: Page, data: Summary, section: Callable[[str], None]) -> None:
    section(_("Basic facts"))
    if data.overview:
        page.paragraph(data.overview)
    page.table((), data.facts, (0.22, 0.78))
    for heading, text in data.parts:
        section(heading)
        for line in text.splitlines():
            if line.strip():
                page.paragraph(line.strip())
    section(_("Participation"))
    _participation(page, data)
    if data.outcomes is not None:
        section(_("Outcomes"))
        _outcomes(page, data.outcomes)
    if data.action_items:
        section(_("Action items"))
        heads = (_("No."), _("Action item"), _("Responsible"), _("Due"), _("State"))
        rows = [
            (str(number), one.text, one.owner, one.due, one.status)
            for number, one in enumerate(data.action_items, start=1)
        ]
        page.table(heads, rows, (0.08, 0.4, 0.22, 0.18, 0.12), numbers=(0,))


def _participation(page: Page, data: Summary) -> None:
    if not data.totals.registered:
        page.paragraph(_("Nobody has registered yet."))
        return
    if data.delegations is not None:
        page.heading(_("By delegation"), 2)
        others = len(data.unit_heads) - 1
        shares = (0.28, *[0.72 / others] * others)
        page.table(data.unit_heads, data.unit_lines, shares, numbers=range(1, others + 1))
        page.note(data.says.get("units", ""))
        page.note(data.counted)
    _chart(page, _("Origin of participants"), data.tiles, data.tiles.draw(480), data.says.get("provinces", ""), 0.6)
    if data.sectors.rows:
        wide = min(640, max(480, 90 + 52 * len(data.sectors.columns)))
        says = data.says.get("sectors", "")
        _chart(page, _("Provinces/regions and sectors"), data.sectors, data.sectors.draw(wide), says)
    if len(data.days.days) > 1:
        _chart(page, _("Registrations over time"), data.days, data.days.draw(640), data.says.get("days", ""))


def _chart(page: Page, words: str, chart: Chart, drawing: Drawing, says: str, share: float = 1.0) -> None:
    page.heading(words, 2)
    page.picture(png(drawing, ""), chart.table().in_words(), share=share)
    page.note(says)


def _outcomes(page: Page, figures: OutcomeFigures) -> None:
    number, amount = figures.total
    page.paragraph(_("%(number)s deals have been recorded, %(amount)s in total.", number=number, amount=amount))
    heads: tuple[str, ...] = (_("Stage"), _("Reached"), _("Amount"), _("Of which ended"), _("Here now"))
    _table(page, _("Funnel"), heads, figures.steps, figures.says["funnel"])
    heads = (_("Ratios"), _("Share of the base"), _("Made of"))
    _table(page, _("Ratios"), heads, figures.ratios, figures.says["ratios"])
    heads = (_("Amount"), _("Deals"), _("This band and above"))
    _table(page, _("By amount"), heads, figures.bands, figures.says["bands"])
    if figures.metrics:
        heads = (_("Metric"), _("Reported by so many"), _("Lowest"), _("Highest"))
        _table(page, _("Metrics"), heads, figures.metrics, figures.says["metrics"])
    if figures.flows.flows:
        flows = figures.flows.table().rows
        _table(page, _("From province to province"), figures.flows.heads, flows, figures.says["flows"])
    if figures.before:
        heads = (_("Figure"), _("This event"), figures.before)
        _table(page, _("Compared with the last edition"), heads, figures.compared, "")


def _table(page: Page, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]], says: str) -> None:
    page.heading(name, 2)
    page.table(heads, rows, [1 / len(heads)] * len(heads), numbers=range(1, len(heads)))
    page.note(says)


def _agenda(page: Page, days: Sequence[Day]) -> None:
    if not days:
        page.paragraph(_("The agenda is empty."))
    for day in days:
        page.heading(day.name, 2)
        rows = [row for item in day.items for row in _rows(item)]
        page.table((_("Time"), _("Contents"), _("Room")), rows, (0.18, 0.58, 0.24))


def _rows(item: Item) -> list[tuple[str, str, str]]:
    speakers = [
        (one.role + _(": ") if one.role else "") + " ".join(part for part in (one.name, one.origin) if part)
        for one in item.speakers
    ]
    words = "\n".join((item.title or _("In parallel"), *speakers))
    place = "\n".join(part for part in (item.place, item.track) if part)
    return [(item.time, words, place), *(row for part in item.parts for row in _rows(part))]
