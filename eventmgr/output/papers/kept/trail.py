"""What the trail says of papers that were opened or printed."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Words, papers
from eventmgr.ground.i18n import _l


def say_paper(name: str) -> str:
    """The title of a kept paper, from the name of its file: `badges.pdf` → Badges."""
    known = papers().get(name.rpartition(".")[0])
    return str(known.title) if known is not None else name


_PAPERS = {
    "printed": (_l("printed"), _l("Printed: %(name)s")),
    "opened": (_l("paper opened"), _l("Opened: %(name)s")),
    "sheet_saved": (_l("list saved as a spreadsheet"), _l("Saved as a spreadsheet: %(name)s")),
    "print_discarded": (_l("no longer counted as printed"), _l("No longer counted as printed: %(name)s")),
    "taken_out": (_l("noted as taken out"), _l("Noted as taken out: %(name)s")),
    "paper_ordered": (_l("ordered as a large document"), _l("Ordered as a large document: %(name)s")),
    "paper_stopped": (_l("making of a large document stopped"), _l("Making stopped: %(name)s")),
    "paper_fetched": (_l("file of a large document opened"), _l("File of a large document opened: %(name)s")),
}
"""Act → its words, and the sentence that names the paper."""
WORDS = (
    Words(
        Event,
        actions={act: words for act, (words, _sentence) in _PAPERS.items()},
        sentences={act: sentence for act, (_words, sentence) in _PAPERS.items()},
        names=dict.fromkeys(_PAPERS, say_paper),
        looks=frozenset({"opened", "paper_fetched"}),
        fields={"printed_people": _l("Number of people")},
    ),
)
