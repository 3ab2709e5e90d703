"""Features are switched off and on again, in an order drawn by chance: what is off is nowhere, and comes back as it was.

Every page that an event has, one address for each, is read by an owner and by those who hold a link, with everything on, with
some of it off, and with everything on again.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html
from sqlalchemy import String, inspect

from eventmgr.app import FEATURES
from eventmgr.event.events.models import Event
from eventmgr.event.events.services.switching import settle_features, with_needs
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, write
from eventmgr.ground.features import switch_of, switches
from eventmgr.tools.web.tokens import sign
from tests.crawl.installation import Installation
from tests.crawl.pages import read
from tests.crawl.readers import Reader
from tests.soak import TIMES

pytestmark = [pytest.mark.soak, pytest.mark.one_engine]

EVENTS = ("shanghai-seminar", "wuhan-matchmaking", "delta-study-visit", "workshop-training")
"""Between them they hold data of nearly everything; `make test` takes the first two."""
RECORDS = {"events_manage.history", "events_manage.export_history", "events_manage.handover", "events_manage.overview"}
"""Pages of what was done, which stays on record."""
OWN_COPY = {"registration.data", "registration.data_csv"}
"""What is held of a person is theirs to have, whatever is on."""
Texts = dict[str, tuple[int, str, tuple[str, ...]]]
"""Address → status, what one reads there, and where it leads to."""


def addresses_of(
    installation: Installation, event: Event, prefix: str, given: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """(address, blueprint): of each page below `prefix` that names the event, or opens by `given`, one address."""
    filled = installation.filled
    for rule in filled.rules.values():
        if "GET" not in (rule.methods or ()) or rule.endpoint in RECORDS | OWN_COPY or "." not in rule.endpoint:
            continue
        if not rule.rule.startswith(prefix) or not {"slug", *given} & rule.arguments:
            continue
        known = {"slug": event.slug, **given}
        for values in filled.all_of(rule, given={key: known[key] for key in known if key in rule.arguments}):
            yield filled.build(rule, values), rule.endpoint.partition(".")[0]
            break


def read_all(installation: Installation, reader: Reader, addresses: list[str]) -> Texts:
    browser, texts = installation.browser(reader), {}
    for address in addresses:
        answer = browser.get(address, headers={"Accept-Language": "zh"})
        if answer.mimetype == "text/html":
            page = html.fromstring(answer.text or "<p>")
            texts[address] = (answer.status_code, page.text_content(), tuple(read(answer.text, address).links))
        elif answer.mimetype.startswith("text/"):
            texts[address] = (answer.status_code, re.sub(r"DTSTAMP:\w+", "", answer.text), ())
        else:
            texts[address] = (answer.status_code, "", ())
    return texts


def typed(event: Event, names: set[str]) -> set[str]:
    """What people typed at the event into tables of the features that go with these switches, and nobody typed elsewhere."""
    own: set[str] = set()
    others: set[str] = set()
    for feature in FEATURES:
        is_off = feature.switch is not None and feature.switch.name in names
        for model in feature.typed_tables:
            columns = [column.key for column in inspect(model).columns if isinstance(column.type, String)]
            columns += [key for key in ("name", "title") if hasattr(model, key) and key not in columns]
            query = db.session.query(model)
            if is_off and not hasattr(model, "event_id"):
                continue
            if is_off:
                query = query.filter_by(event_id=event.id)
            for row in query:
                (own if is_off else others).update(_texts(getattr(row, key) for key in columns))
    # Stations are also answers of people, which the database holds encrypted.
    for (answers,) in db.session.query(Registration.answers).filter_by(event_id=event.id):
        others.update(_texts((answers or {}).values()))
    return {text for text in own if not any(text in other for other in others) and not text.endswith("站")}


def _texts(values: Any) -> Iterator[str]:
    for value in values:
        for text in value.values() if isinstance(value, dict) else [value]:
            if isinstance(text, str) and len(text) > 4 and re.search(r"[\u4e00-\u9fff]{4}", text):
                yield text


def choose(installation: Installation, event: Event, names: set[str]) -> None:
    def work() -> None:
        event.features = with_needs(names)
        settle_features(event)

    write(work)
    installation.app.extensions["page_cache"].clear()


@pytest.mark.parametrize("turn", range(max(1, TIMES)))
@pytest.mark.parametrize("slug", EVENTS if TIMES else EVENTS[:2])
def test_what_is_off_is_nowhere_and_comes_back_as_it_was(installation, engine, slug, turn):
    event = db.session.query(Event).filter_by(slug=slug).one()
    everything = {switch.name for switch in switches()}
    owner = next(reader for reader in installation.readers if reader.role == "owner")
    person = (
        db.session.query(Registration)
        .filter(Registration.event_id == event.id, Registration.status.in_(HOLDING))
        .first()
    )
    assert person is not None
    readers = [
        (owner, "/", {}),
        (Reader("participant"), "/my/", {"token": my_token(person)}),
        (Reader("feed"), "/feeds/<token>.ics", {"token": sign("feed", person.id, person.feed_version)}),
    ]
    chance = random.Random(f"{slug} {turn}")
    off = set(chance.sample(sorted(everything), len(everything) // 2))
    left = set(with_needs(everything - off))
    off = everything - left
    choose(installation, event, everything)
    marks = typed(event, off)

    faults = []
    for reader, prefix, given in readers:
        blueprints = dict(addresses_of(installation, event, prefix, given))
        addresses = [address for address in blueprints if not address.endswith((".pdf", ".docx", ".xlsx", ".png"))]
        choose(installation, event, everything)
        before = read_all(installation, reader, addresses)
        choose(installation, event, left)
        during = read_all(installation, reader, addresses)
        choose(installation, event, everything)
        after = read_all(installation, reader, addresses)
        for address in addresses:
            switch = switch_of(blueprints[address])
            status, text, links = during[address]
            if before[address] != after[address] and not address.startswith("/feeds/"):  # where numbers have risen
                faults.append(f"{address} is not as it was")
            if before[address][0] == 200 and switch is not None and switch.name in off and status != 404:
                faults.append(f"{address} is {status} while {switch.name} is off")
            if before[address][0] == 200 and (switch is None or switch.name in left) and status not in (200, 404):
                faults.append(f"{address} is {status} without {sorted(off)}")
            if status == 200:
                faults += [f"{address} says {mark!r}" for mark in marks if mark in text]
                faults += [f"{address} leads to {link}" for link in links if _is_off(installation, link, slug, off)]

    assert faults == [], "\n".join(faults)


def _is_off(installation: Installation, link: str, slug: str, off: set[str]) -> bool:
    found = installation.filled.read(link)
    if found is None or found[1].get("slug") not in (slug, None):
        return False
    switch = switch_of(found[0].endpoint.partition(".")[0])
    names_the_event = found[1].get("slug") == slug or "token" in found[1]
    return switch is not None and switch.name in off and names_the_event
