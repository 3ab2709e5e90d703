"""What organizers do that writes to people: each on its page, as a browser sends it, with how many e-mails it writes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.events.models import EventStatus
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.on_site.signup.models import Signup, SignupState
from tests.factories import NOON, keep, make_item
from tests.tools.web.filled_forms import Page

BASE = "/manage/events/asked"


def rows(event, *statuses):
    query = select(Registration).where(Registration.event_id == event.id, Registration.status.in_(statuses))
    return list(db.session.scalars(query.order_by(Registration.id)))


@dataclass(frozen=True)
class Deed:
    """One act of an organizer: what is typed on which page."""

    path: str
    """Below the event's pages; `{}` stands for the first registration in `state`."""
    number: int
    """E-mails that it writes."""
    typed: dict[str, Any] = field(default_factory=dict)
    """Beside what stands in the form already."""
    ids: Status | None = None
    """All of that state are ticked."""
    state: Status = Status.CONFIRMED
    before: Callable[[Any], None] = lambda _event: None
    choices: tuple[str, ...] = ("now", "collect", "nobody")
    has_form: bool = True
    """Whether what is sent begins with a form of that page; else it is one button."""


def in_state(status):
    def change(event):
        event.status, event.status_reason = status, {"zh": "台风"}

    return change


def with_places(event):
    event.capacity = 9


def with_group(event):
    """A group of one place that one person holds and another waits for."""
    item = make_item(event, kind=ItemKind.GROUP, capacity=1)
    for row, signup_state in zip(
        rows(event, Status.CONFIRMED)[:2], (SignupState.HELD, SignupState.WAITING), strict=True
    ):
        row.answers = {"group": str(item.id)}
        keep(Signup(registration_id=row.id, item_id=item.id, state=signup_state, asked_at=NOON))


def rejected(event):
    row = rows(event, Status.PENDING)[0]
    row.status, row.reason = Status.REJECTED, "名额有限"
    event.capacity = 9


MANY = "/registrations/decide"
DEEDS = {
    "contact": Deed("/settings/contact/", 5, {"contact_name": "李强"}),
    "title": Deed("/settings/facts/", 5, {"title_zh": "新名称", "title_en": "New title"}),
    "dates": Deed("/settings/time/", 5, {"ends_at": "2026-05-13T18:30"}),
    "venue": Deed("/settings/venues/", 5, {"rows-0-name_zh": "另一中心"}),
    "capacity": Deed("/settings/registration/", 1, {"capacity": "9"}),
    "cancel": Deed("/cancel", 5, {"reason_zh": "台风"}),
    "postpone": Deed("/postpone", 5, {"reason_zh": "台风"}),
    "restore": Deed("/restore", 5, before=in_state(EventStatus.CANCELLED)),
    "publish again": Deed("/publish", 5, before=in_state(EventStatus.POSTPONED)),
    "publish": Deed("/publish", 2, before=in_state(EventStatus.DRAFT)),
    "confirm": Deed(MANY, 2, {"act": "confirm"}, Status.PENDING, before=with_places, has_form=False),
    "promote": Deed(MANY, 1, {"act": "confirm"}, Status.WAITLISTED, before=with_places, has_form=False),
    "put on the waiting list": Deed(MANY, 2, {"act": "waitlist"}, Status.PENDING, has_form=False),
    "decline": Deed(MANY, 2, {"act": "reject", "reason": "名额有限"}, Status.PENDING, has_form=False),
    "revoke": Deed(MANY, 3, {"act": "revoke", "reason": "名额有限"}, Status.CONFIRMED, has_form=False),
    "withdraw": Deed("/registrations/{}/withdraw", 2),
    "reinstate": Deed("/registrations/{}/restore", 1, state=Status.REJECTED, before=rejected, has_form=False),
    "substitute": Deed(
        "/registrations/{}/edit",
        2,
        {"name": "赵敏", "mobile": "13900139000", "email": "new@example.com", "another": "y"},
    ),
    "new link": Deed("/registrations/{}/new-link", 1, choices=("now",), has_form=False),
    "delete": Deed("/registrations/{}/delete", 2, {"reason": "本人要求"}, choices=("now", "nobody")),
    "enter by hand": Deed(
        "/registrations/new",
        1,
        {
            "name": "赵敏",
            "organization": "样例公司",
            "unit": "310000",
            "province": "310000",
            "title": "工程师",
            "mobile": "13900139000",
            "email": "new@example.com",
        },
    ),
    "invite to the team": Deed("/team/", 1, {"email": "li@example.com", "role": "viewer"}, choices=("now",)),
    "larger group": Deed("/agenda/{item}", 1, {"capacity": "2"}, before=with_group),
    "no group any more": Deed("/agenda/{item}", 2, {"kind": "talk"}, before=with_group),
    "removed group": Deed("/agenda/{item}/remove", 2, before=with_group),
}


class Office:
    """An organizer in a browser without scripts."""

    def __init__(self, client, event, deed):
        self.client, self.event, self.deed = client, event, deed
        deed.before(event)
        db.session.commit()
        self.path = BASE + deed.path
        if "{item}" in deed.path:
            self.path = self.path.replace("{item}", str(db.session.scalars(select(AgendaItem.id)).one()))
        if "{}" in deed.path:
            self.path = self.path.format(rows(event, deed.state)[0].id)

    def send(self):
        """What answers the form as it was filled in."""
        typed = MultiDict(self.deed.typed)
        if self.deed.has_form:
            typed = Page(self.client.get(self.path).get_data(as_text=True)).typed(**self.deed.typed)
        if self.deed.ids:
            typed["ids"] = ",".join(str(row.id) for row in rows(self.event, self.deed.ids))
        typed["telling"] = ""
        return self.client.post(self.path, data=typed)

    def choose(self, page, choice):
        """What answers a button of the page in between."""
        return self.client.post(self.path, data=Page(page.get_data(as_text=True)).typed(telling=choice))

    def do(self, choice):
        """Both; the second answer."""
        return self.choose(self.send(), choice)
