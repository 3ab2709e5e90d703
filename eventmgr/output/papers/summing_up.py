"""Collecting what the summary prints, in the language that is spoken (`speaking(lang)`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from eventmgr.event.events.models import INVITES, Event
from eventmgr.event.quotas.labels import say_counted
from eventmgr.event.quotas.queries import get_plan
from eventmgr.event.quotas.units import uses, without_staff
from eventmgr.event.registration.counting.figures import Cube
from eventmgr.event.registration.counting.queries import count_people
from eventmgr.ground.features import Printing, is_on
from eventmgr.ground.i18n import _, _n, format_date, format_instant, localized
from eventmgr.matchmaking.outcomes.action_items.queries import list_action_items
from eventmgr.matchmaking.outcomes.panels import READ
from eventmgr.output.figures.deals.comparing import edition_of, last_edition
from eventmgr.output.figures.people import charting
from eventmgr.output.figures.queries.people import count_by_day
from eventmgr.output.papers.contents import ActionItem, Counts, OutcomeFigures, Summary
from eventmgr.output.papers.outcome_figures import outcome_figures
from eventmgr.output.papers.queries import get_occasion_with_look, list_days
from eventmgr.programme.surveys.results.published import list_questionnaires
from eventmgr.programme.surveys.switch import SURVEYS
from eventmgr.tools import taxonomy
from eventmgr.tools.charts import TileGrid
from eventmgr.tools.typesetting.occasion import Occasion

_CHARTS = ("units", "provinces", "sectors", "days")


def get_summary(event: Event, lang: str, printing: Printing) -> Summary:
    """Key figures, what organizers wrote, facts, participation, action items, agenda."""
    people, occasion = count_people([event.id]), get_occasion_with_look(event, lang)
    quotas = {unit.unit_code: unit.quota for unit in event.units}
    tiles = charting.province_tiles(people, lang, short=lang == "en")
    units, codes = charting.unit_bars(people, quotas, lang), charting.unit_codes(people, quotas)
    plan = get_plan(event)
    used, taken_by_staff = without_staff(uses(people.cells, quotas, plan), people.cells)
    return Summary(
        occasion=occasion,
        facts=tuple(_facts(event, occasion, lang)),
        overview=localized(event.summary, lang),
        totals=_counts(people),
        provinces=people["provinces"].number,
        delegations=people["delegations"].number if is_on(INVITES, event) else None,
        units=units,
        quotas=tuple(quotas.get(code) for code in codes),
        used=tuple(used[code].used if code in used else 0 for code in codes),
        tiles=tiles,
        sectors=charting.sector_heat(charting.sector_matrix(people), lang),
        days=charting.daily(count_by_day(event), lang),
        agenda=list_days(event, lang),
        action_items=tuple(list_printed_action_items(event, lang)),
        stage=_stage(event, printing.at),
        made=_made(event, printing),
        parts=tuple(list_written(event, lang)),
        staff=people["staff"].number,
        countries=people["countries"].number,
        places_taken=people["taken"].number,
        taken_by_staff=taken_by_staff,
        says=_says(tiles, lang),
        counted=say_counted(plan.types),
        outcomes=_outcomes(event, lang, printing),
        questionnaires=tuple(list_questionnaires(event, lang, at=printing.at))
        if printing.at and is_on(SURVEYS, event)
        else (),
    )


def _outcomes(event: Event, lang: str, printing: Printing) -> OutcomeFigures | None:
    """Beside the last edition only where somebody in particular prints, who may read that one too."""
    here = edition_of(event)
    if not here.figures.total.number:
        return None
    return outcome_figures(here, last_edition(event, READ) if printing.by else None, lang)


def _says(tiles: TileGrid, lang: str) -> dict[str, str]:
    """What is counted in each chart; where tiles bear letters, also what they stand for, as far as people come from
    there."""
    says = {chart: charting.says(chart) for chart in _CHARTS}
    named = [f"{one.label} {taxonomy.get_province(one.code).short(lang)}" for one in tiles.tiles if one.value]
    if lang == "en" and named:
        says["provinces"] += " " + _("Tiles: %(provinces)s.", provinces=", ".join(named))
    return says


def list_printed_action_items(event: Event, lang: str) -> Iterator[ActionItem]:
    """The action items in their order; one statement."""
    for one in list_action_items(event.id):
        due = format_date(one.due_on, lang, weekday=False) if one.due_on else ""
        yield ActionItem(localized(one.text, lang), localized(one.owner, lang), due, str(one.status.label))


def _counts(people: Cube) -> Counts:
    registered, expected, attended = (people[key].number for key in charting.UNIT_FIGURES)
    share = "" if not attended or people.attendance is None else f"{people.attendance:.1%}"
    return Counts(registered, expected, attended, share)


def _stage(event: Event, at: datetime | None) -> str:
    """Whether numbers are of before the event or of its days: nobody may take them for its outcome."""
    if at is None or at >= event.ends_at:
        return ""
    return _("Figures before the event") if at < event.starts_at else _("Figures during the event")


def _made(event: Event, printing: Printing) -> str:
    if printing.at is None:
        return ""
    when = format_instant(printing.at, event.timezone)
    if not printing.by:
        return _("As of %(when)s.", when=when)
    return _("As of %(when)s; generated by %(name)s.", when=when, name=printing.by)


def list_written(event: Event, lang: str) -> Iterator[tuple[str, str]]:
    """What organizers wrote, as far as they did."""
    written = (
        (_("Approach"), event.report_measures),
        (_("Achievements"), event.report_results),
        (_("Problems"), event.report_problems),
        (_("Next steps"), event.report_next_steps),
    )
    for heading, text in written:
        if said := localized(text, lang):
            yield heading, said


def _facts(event: Event, occasion: Occasion, lang: str) -> Iterable[tuple[str, str]]:
    yield _("Kind"), occasion.kind
    yield from occasion.hosts
    if event.sectors:
        comma = "、" if lang == "zh" else ", "
        codes = sorted(one.code for one in event.sectors)
        known = [sector for code in codes if (sector := taxonomy.find_sector(code))]
        yield _("Sectors"), comma.join(sector.short(lang) for sector in known)
    if event.published_on:
        yield _("Publication date"), format_date(event.published_on, lang, weekday=False)
    if event.registration_closes_at:
        closes = format_instant(event.registration_closes_at, event.timezone, lang)
        yield _("Registration closes"), closes
    if event.capacity is not None:
        yield _("Capacity"), _n("%(num)s place", "%(num)s places", event.capacity)
