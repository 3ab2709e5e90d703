"""The charts of deals, from figures alone: page and paper draw the same ones; and the sentences that say what is
counted. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection

from eventmgr.ground.i18n import _, language
from eventmgr.matchmaking.outcomes.deals.figures import Figures
from eventmgr.matchmaking.outcomes.deals.money import say_amount
from eventmgr.matchmaking.outcomes.deals.queries import UNSTATED
from eventmgr.matchmaking.outcomes.models import DealType
from eventmgr.tools import taxonomy
from eventmgr.tools.charts import Flow, Flows, StackedBars

Link = Callable[..., str] | None
NARROW = 420
"""Width of a drawing beside its table and on phones."""


def says(chart: str, types: Collection[DealType] = ()) -> str:
    """What is counted (`funnel`, `ratios`, `bands`, `flows`, `kinds`).

    Args:
        types: whose contracts are the base of ratios.
    """
    comma = "、" if language() == "zh" else ", "
    named = comma.join(str(type_.label) for type_ in DealType if type_ in types)
    return {
        "funnel": _(
            "A deal counts for every stage it has reached, even if it ended afterwards; skipped stages count as reached. Entries merged into one count once."
        ),
        "ratios": _(
            "Base: deals of these types that have reached a contract, including those that ended afterwards: %(types)s. Start rate = (in production + under construction) / contracts. Fulfilment rate = (contracts - ended early) / contracts. Rounded to two decimals; reports that truncate may differ by one in the last digit.",
            types=named,
        ),
        "bands": _(
            "By the planned total investment or, if it is not stated, by the contract value; deals that state neither are not in any band."
        ),
        "flows": _("From the province of the initiating side to that of its partner; each deal once."),
        "kinds": _("Amounts of one kind are added up; kinds are never added to each other."),
    }[chart]


def funnel_bars(figures: Figures, link: Link = None) -> StackedBars:
    """Deals that have come so far, and those of them that have not ended early."""
    rows = tuple(
        (str(step.stage.label), (step.reached.number, step.reached.number - step.ended)) for step in figures.steps
    )
    links = tuple((link(reached=step.stage.value), "") for step in figures.steps) if link else ()
    return StackedBars(
        rows=rows, name_word=_("Stage"), names=(_("reached"), _("of which not ended early")), links=links
    )


def province_order() -> list[str]:
    """Codes of provinces in official order."""
    return [province.code for province in taxonomy.provinces()]


def province_word(code: str, lang: str) -> str:
    """A province in short; what is not stated says so."""
    return taxonomy.get_province(code).short(lang) if code else _("not stated")


def flow_chart(figures: Figures, lang: str, link: Link = None) -> Flows:
    """From the initiating side's province to its partner's, by the number of deals."""
    flows, order = figures.flows, province_order()
    sources, targets = flows.provinces(order), flows.provinces(order, partners=True)
    pairs = sorted(flows.cells, key=lambda pair: (sources.index(pair[0]), targets.index(pair[1])))
    return Flows(
        sources=tuple(province_word(code, lang) for code in sources),
        targets=tuple(province_word(code, lang) for code in targets),
        flows=tuple(
            Flow(
                sources.index(item),
                targets.index(other),
                flows.cells[item, other].number,
                _label_of_cell(figures, item, other, lang),
            )
            for item, other in pairs
        ),
        heads=(_("Initiating side"), _("Partner"), _("Deals and amount")),
        links=tuple(link(initiating=item or UNSTATED, partner=other or UNSTATED) for item, other in pairs)
        if link
        else (),
    )


def _label_of_cell(figures: Figures, item: str, other: str, lang: str) -> str:
    cell = figures.flows.cells[item, other]
    return f"{cell.number} · {say_amount(cell.amount, lang)}" if cell.amount else str(cell.number)
