"""The product with one more setting of an event, as whoever adds one would write it; run in a process of its own, for the
models of this one stand.

`python -m tests.event.events.dress_code DATABASE FOLDER` does what organizers and participants do and prints what they see.
"""

from __future__ import annotations

import importlib.abc
import importlib.util
import io
import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
_MODEL = (
    "eventmgr.event.events.models",
    "    series_id: Mapped[int | None]",
    (
        '    dress_code: Mapped[dict[str, str]] = mapped_column(default=dict, server_default="{}",'
        ' info=setting(_l("Dress code"), in_letters=True, section="time"))\n'
    ),
)
_ON_PAPER = (
    ("eventmgr.output.papers.contents", "    is_draft: bool", '    dress_code: str = ""\n'),
    (
        "eventmgr.output.papers.queries",
        "is_draft=not event.agenda_published",
        "dress_code=localized(event.dress_code, lang), ",
    ),
    (
        "eventmgr.output.papers.documents.agenda",
        "        story += day_tables(",
        '        story += [para(_("Dress code") + " " + data.dress_code, BODY)] if data.dress_code else []\n',
    ),
)
_SHOWN = '{% if event.dress_code|localized %}<dt>{{ _("Dress code") }}</dt><dd>{{ event.dress_code|localized }}</dd>{% endif %}\n'
_TEMPLATES = {
    "event/events/show.html": ("          {% if event.published_on %}", _SHOWN),
    "event/registration/show.html": ("      {% set contact = ", _SHOWN),
    "event/registration/mail/_facts.txt": (
        "{% if facts.fee %}",
        (
            '{% if facts.named.dress_code %}\n{{ _("%(label)s: %(value)s", label=_("Dress code"),'
            " value=facts.named.dress_code|localized) }}\n{% endif %}\n"
        ),
    ),
}
_MIGRATION = "ALTER TABLE event ADD COLUMN dress_code JSON DEFAULT '{}' NOT NULL"


class _Lines(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Loads the modules named with one line more, before the line that begins so."""

    def __init__(self, *lines: tuple[str, str, str]) -> None:
        self.lines = {module: (before, line) for module, before, line in lines}

    def find_spec(self, fullname: str, path: object, target: object = None) -> Any:
        return importlib.util.spec_from_loader(fullname, self) if fullname in self.lines else None

    def get_source(self, fullname: str) -> str:
        return _with_line(
            (ROOT / fullname.replace(".", "/")).with_suffix(".py").read_text("utf-8"), *self.lines[fullname]
        )


def _with_line(text: str, before: str, line: str) -> str:
    assert text.count(before) == 1, before
    return text.replace(before, line + before)


def main(database: str, folder: str) -> None:
    """Print what is seen, as JSON: name → text."""
    sys.meta_path.insert(0, _Lines(_MODEL, *_ON_PAPER))
    from jinja2 import ChoiceLoader, DictLoader
    from sqlalchemy import text

    from eventmgr.ground.db import db
    from tests.conftest import new_app

    app = new_app(SQLALCHEMY_DATABASE_URI=database, INSTANCE_PATH=folder, DEFAULT_LANGUAGE="en")
    lines = {
        name: _with_line((ROOT / "templates" / name).read_text("utf-8"), *change) for name, change in _TEMPLATES.items()
    }
    app.jinja_env.loader = ChoiceLoader([DictLoader(lines), app.jinja_env.loader])
    with app.app_context():
        db.session.execute(text(_MIGRATION))
        db.session.commit()
        json.dump(_walk(app), sys.stdout)


def _walk(app: Any) -> dict[str, Any]:
    from pypdf import PdfReader

    from eventmgr.event.events import services, statements
    from eventmgr.event.registration.letters.writing import my_token, write_letter
    from eventmgr.ground.db import db, transaction
    from eventmgr.tools.log.services import SYSTEM, Act
    from eventmgr.tools.messages.models import OutboxLetter
    from tests.conftest import client_of
    from tests.factories import NOON, make_admin, make_event, make_item, make_registration, make_session

    event, admin = make_event(slug="gala", agenda_published=True), make_admin()
    make_item(event)
    guest = make_registration(event, language="en")
    visitor, office = client_of(app), client_of(app)
    with office.session_transaction() as session:
        session.update(_user_id=make_session(admin), _fresh=True)
    found: dict[str, Any] = {}
    settings = "/manage/events/gala/settings/time/"

    def look(when: str) -> None:
        found[f"event page {when}"] = visitor.get("/events/gala/").text
        found[f"own page {when}"] = visitor.get(f"/my/{my_token(guest)}/").text
        paper = PdfReader(io.BytesIO(visitor.get("/events/gala/agenda.pdf").data))
        found[f"paper {when}"] = " ".join(page.extract_text() for page in paper.pages)
        with transaction():
            write_letter("confirmed", guest, event, at=NOON)
        rows = db.session.query(OutboxLetter).order_by(OutboxLetter.id)
        found[f"letter {when}"] = rows.all()[-1].text

    from tests.tools.web.filled_forms import Page

    look("before")
    found["form"] = office.get(settings).text
    typed = Page(found["form"]).typed(dress_code_en="Business casual")
    found["saved"] = office.post(settings, data=typed).status_code
    look("after")
    found["history"] = office.get("/manage/events/gala/history/").text
    with transaction():
        copy = services.clone(event, admin, days=364, act=Act(SYSTEM, NOON + timedelta(hours=1)))
    found["copied"] = copy.dress_code
    with transaction():
        statements.lock(event)
        found["locked"] = "dress_code" in vars(event)
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
