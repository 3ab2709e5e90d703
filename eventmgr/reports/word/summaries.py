"""The summary of an event to be edited further: the same figures and charts as on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

from eventmgr.charts import Chart, Drawing
from eventmgr.i18n import _, speaking
from eventmgr.reports.contents import Day, Item, OutcomeFigures, Summary
from eventmgr.reports.word.page import Page
from eventmgr.typesetting.pixels import png

_NUMERALS = "一二三四五六七八九十"


def build(data: Summary, *, lang: str) -> bytes:
    """The summary as a Word file."""
    with speaking(lang):
        name, numbers = _("Event summary"), count()
        page = Page(title=f"{data.occasion.title} · {name}", author=data.occasion.author, lang=lang)

        def section(words: str) -> None:
            number = next(numbers)
            page.heading(f"{_NUMERALS[number]}、{words}" if lang == "zh" else f"{number + 1}. {words}")

        page.title(f"{data.occasion.title}\n{name}")
        for line in (data.occasion.state, data.occasion.span, data.occasion.place, data.stage, data.made):
            if line:
                page.paragraph(line, align="center")
        page.page_numbers()
        _key_figures(page, data)
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


def _key_figures(page: Page, data: Summary) -> None:
    totals = data.totals
    figures = [
        (_("Registered"), totals.registered),
        (_("Expected"), totals.confirmed),
        (_("Present") + (f" · {totals.share}" if totals.share else ""), totals.attended),
        (_("Provinces/regions"), data.provinces),
        (_("Delegations"), data.delegations),
        (_("Staff"), data.staff.confirmed),
    ]
    if data.countries:
        figures.insert(5, (_("Countries and regions abroad"), data.countries))
    heads, row = [word for word, _value in figures], [str(value) for _word, value in figures]
    page.table(heads, [row], [1 / len(figures)] * len(figures))


def _participation(page: Page, data: Summary) -> None:
    if not data.totals.registered:
        page.paragraph(_("Nobody has registered yet."))
        return
    page.heading(_("By delegation"), 2)
    words = [_("Quota"), _("Places used"), *data.units.names, _("Attendance")]
    heads = [data.units.name_word, *(word[:1].upper() + word[1:] for word in words)]
    lines = zip(data.units.rows, data.quotas, data.used, strict=True)
    rows = [_unit(name, counts, quota, used) for (name, counts), quota, used in lines]
    totals, quotas = data.totals, [quota for quota in data.quotas if quota is not None]
    counts = totals.registered, totals.confirmed, totals.attended
    rows.append(_unit(_("Total"), counts, sum(quotas) if quotas else None, data.taken))
    others = len(heads) - 1
    page.table(heads, rows, (0.28, *[0.72 / others] * others), numbers=range(1, len(heads)))
    page.note(data.says.get("units", ""))
    page.note(data.counted)
    _chart(page, _("Origin of participants"), data.tiles, data.tiles.draw(480), data.says.get("provinces", ""), 0.6)
    if data.sectors.rows:
        wide = min(640, max(480, 90 + 52 * len(data.sectors.columns)))
        says = data.says.get("sectors", "")
        _chart(page, _("Provinces/regions and sectors"), data.sectors, data.sectors.draw(wide), says)
    if len(data.days.days) > 1:
        _chart(page, _("Registrations over time"), data.days, data.days.draw(640), data.says.get("days", ""))


def _unit(name: str, counts: tuple[int, ...], quota: int | None, used: int) -> tuple[str, ...]:
    registered, expected, attended = counts
    share = f"{attended / expected:.0%}" if attended and expected else "—"
    return name, "—" if quota is None else str(quota), str(used), str(registered), str(expected), str(attended), share


def _chart(page: Page, words: str, chart: Chart, drawing: Drawing, says: str, share: float = 1.0) -> None:
    page.heading(words, 2)
    page.picture(png(drawing, ""), chart.table().in_words(), share=share)
    page.note(says)


def _outcomes(page: Page, figures: OutcomeFigures) -> None:
    number, amount = figures.total
    page.paragraph(_("%(number)s deals are recorded, in all %(amount)s.", number=number, amount=amount))
    heads: tuple[str, ...] = (_("Stage"), _("Reached"), _("Amount"), _("Of which ended"), _("Here now"))
    _table(page, _("Funnel"), heads, figures.steps, figures.says["funnel"])
    heads = (_("Ratios"), _("Share of the base"), _("Made of"))
    _table(page, _("Ratios"), heads, figures.ratios, figures.says["ratios"])
    heads = (_("Amount"), _("Deals"), _("From there on"))
    _table(page, _("By amount"), heads, figures.bands, figures.says["bands"])
    if figures.flows.flows:
        flows = figures.flows.table().rows
        _table(page, _("From province to province"), figures.flows.heads, flows, figures.says["flows"])
    if figures.before:
        heads = (_("Figure"), _("This event"), figures.before)
        _table(page, _("Beside the last edition"), heads, figures.compared, "")


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
