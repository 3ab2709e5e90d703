"""What programs read of published answers: an Atom feed, and JSON-LD on the page of one. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from eventmgr.event.events.derived.structured_data import within_script
from eventmgr.event.events.models import Event
from eventmgr.exchange.desk.models import DeskAnswer
from eventmgr.ground.i18n import _, language, localized
from eventmgr.tools.web.atom import BEGAN, AtomEntry, AtomFeed, write


def atom_of(
    answers: Sequence[DeskAnswer],
    *,
    address: str,
    page: str,
    base_url: str,
    author: str,
    category_name: Callable[[str], str],
    event: Event | None = None,
) -> bytes:
    """The feed.

    Args:
        event: whose desk it is of, which its title names; None: of the site's.
        address: where it is fetched from; page: that shows the same.
    """
    lang, title, asked = language(), _("Consultation desk"), address.partition("/desk/")[2]
    feed = AtomFeed(
        key=f"{event.uid}/desk/{asked}" if event is not None else asked,
        title=f"{localized(event.title)} · {title}" if event is not None else title, subtitle="", author=author, page=page,
        address=address, language=lang, created_at=BEGAN,
    )  # fmt: skip
    entries = [
        AtomEntry(
            key=published.uid,
            title=localized(published.question),
            address=f"{base_url}/desk/answers/{published.id}/?lang={lang}",
            published_at=published.published_at,
            updated_at=published.updated_at,
            author=author,
            text=localized(published.answer),
            categories=[category_name(published.category)],
        )
        for published in answers
    ]
    return write(feed, entries)


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
