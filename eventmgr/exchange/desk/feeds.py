"""What programs read of published answers: an Atom feed, and JSON-LD on the page of one. Pure but for the language
spoken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from eventmgr.event.events.derived.structured_data import within_script
from eventmgr.event.events.models import Event
from eventmgr.exchange.desk.models import DeskAnswer
from eventmgr.ground.i18n import _, language, localized
from eventmgr.tools.feeds.atom import AtomEntry, write_atom
from eventmgr.tools.feeds.place import FeedPlace


def atom_of(
    answers: Sequence[DeskAnswer],
    place: FeedPlace,
    category_name: Callable[[str], str],
    event: Event | None = None,
) -> bytes:
    """The Atom feed of these answers.

    Args:
        event: whose desk it is of, which its title names; None: of the site's.
    """
    lang, title, asked = language(), _("Consultation desk"), place.address.partition("/desk/")[2]
    entries = [
        AtomEntry(
            key=published.uid,
            title=localized(published.question),
            address=f"{place.base_url}/desk/answers/{published.id}/?lang={lang}",
            published_at=published.published_at,
            updated_at=published.updated_at,
            author=place.author,
            text=localized(published.answer),
            categories=[category_name(published.category)],
        )
        for published in answers
    ]
    return write_atom(
        place,
        entries,
        key=f"{event.uid}/desk/{asked}" if event is not None else asked,
        title=f"{localized(event.title)} · {title}" if event is not None else title,
    )


def structured_answer(published: DeskAnswer, *, address: str) -> Markup:
    """schema.org's QAPage of one answer, as JSON that may stand within a `script` element."""
    question = localized(published.question)
    return within_script(
        {
            "@context": "https://schema.org",
            "@type": "QAPage",
            "url": address,
            "mainEntity": {
                "@type": "Question",
                "name": question,
                "text": question,
                "answerCount": 1,
                "dateCreated": published.published_at.isoformat(),
                "acceptedAnswer": {"@type": "Answer", "text": localized(published.answer), "url": address},
            },
        }
    )
