"""A ranking as the rows of a CSV file: `demand_id, rank, supply_id, score, why`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from eventmgr.engines.matching.explaining import no_good_match, reasons
from eventmgr.engines.matching.index import Index
from eventmgr.engines.matching.ranking import Ranking

COLUMNS = ("demand_id", "rank", "supply_id", "score", "why")
Row = tuple[str, int, str, str, str]


def rows(
    rankings: Iterable[Ranking], lang: str, translate: Callable[..., str], index: Index | None = None
) -> Iterator[Row]:
    """One row a suggestion; a demand with no good match has a row of rank 0 without a supply first.

    Args:
        rankings: rankings of supplies for demands.
        lang: `zh` or `en`.
        translate: puts a message id and its values into that language (`i18n._`).
        index: of the listings, by which whole words are told.
    """
    separator = "；" if lang == "zh" else "; "
    for ranking in rankings:
        asked_for = ranking.asked_for.listing.id
        if not ranking.has_good_match:
            nearest = ranking.matches[0].score if ranking.matches else 0.0
            yield asked_for, 0, "", f"{nearest:.4f}", no_good_match(ranking, lang).translated(translate)
        for rank, match in enumerate(ranking.matches, 1):
            why = separator.join(reason.translated(translate) for reason in reasons(match, lang, index=index))
            yield asked_for, rank, match.supply.listing.id, f"{match.score:.4f}", why
