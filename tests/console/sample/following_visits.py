"""The rows behind numbers about trainings and study visits, counted one by one: acts of check-in, sessions, stops."""

from __future__ import annotations

import re
from typing import Any

from eventmgr.console.sample.people.roster import ARCHIVED
from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.on_site.signup.models import Signup, SignupState
from eventmgr.programme.checkin.acts.kinds import CheckinKind
from eventmgr.programme.checkin.models import CheckinAct, CheckinList
from eventmgr.programme.study_visits.models import VisitBatch, VisitFinding, VisitPlace, VisitStop
from eventmgr.programme.training.models import Training, TrainingSession

TRAINING, STOP = "workshop-training", "visits_manage.show"
TRAINED = {
    "training_manage.index": (TRAINING,),
    "figures_manage.of_event": (ARCHIVED,),
    "figures_manage.rows_of_event": (ARCHIVED,),
}
"""Pages that are looked at of further events; of stops each is looked at."""


def event_of(seen: Any) -> Event:
    """The event on whose page a number stands."""
    slug = re.search(r"/manage/events/([^/]+)/", seen.address)
    assert slug is not None
    return db.session.query(Event).filter_by(slug=slug[1]).one()


def item_of(seen: Any) -> int:
    """The agenda item beside which a number stands, or on whose page it stands."""
    found = re.search(r"/visits/(\d+)/", seen.address)
    return int(seen.mark.of.get("item") or (found[1] if found else 0))


def came(item_id: int) -> set[int]:
    """Who came in on a list of the item; nothing of the sample's lists was taken back."""
    lists = [row.id for row in db.session.query(CheckinList).filter_by(item_id=item_id)]
    acts = db.session.query(CheckinAct).filter(CheckinAct.list_id.in_(lists), CheckinAct.kind == CheckinKind.IN)
    return {act.registration_id for act in acts}


def in_room(seen: Any) -> int:
    """Who is inside, expected, or expected and not inside, at the agenda item beside which it stands, and where the number leads."""
    item = int(seen.mark.of["item"])
    inside = came(item)
    members = {row.registration_id for row in db.session.query(Signup).filter_by(item_id=item, state=SignupState.HELD)}
    expected = members or {
        row.id for row in db.session.query(Registration).filter_by(event_id=event_of(seen).id) if row.status in HOLDING
    }
    wanted = {"inside": inside, "expected": expected, "missing": expected - inside}[seen.mark.key.rpartition("_")[2]]
    assert not seen.mark.href or seen.rows_there() == len(wanted), seen.mark.href
    return len(wanted)


def holders(event: Event) -> list[Registration]:
    """Who holds a place and is not only kept."""
    rows = db.session.query(Registration).filter_by(event_id=event.id, restricted_at=None)
    return [row for row in rows if row.status in HOLDING]


def base(seen: Any) -> float:
    """All hours: no two sessions of the sample's training overlap."""
    return sum(row.tenths for row in db.session.query(TrainingSession).filter_by(event_id=event_of(seen).id)) / 10


def needed(seen: Any) -> float:
    """The share of it, rounded up to a tenth."""
    training = db.session.get_one(Training, event_of(seen).id)
    return -(-round(base(seen) * 10) * training.threshold // 100) / 10


def attended(event_id: int, number: int) -> float:
    """Hours of one registration."""
    sessions = db.session.query(TrainingSession).filter_by(event_id=event_id)
    return sum(row.tenths for row in sessions if number in came(row.item_id)) / 10


def passed(seen: Any) -> int:
    """Whose hours are enough."""
    event, least = event_of(seen), needed(seen)
    return sum(attended(event.id, row.id) >= least for row in holders(event))


def year(seen: Any) -> float:
    """Hours of one person at the year's trainings; the sample has one whose hours count."""
    row = db.session.get_one(Registration, int(seen.mark.of["registration"]))
    return attended(row.event_id, row.id)


def present(seen: Any) -> int:
    """Who was at the item."""
    return len(came(item_of(seen)))


def refused(seen: Any) -> int:
    """The sample's hosts keep out companies of a sector alone."""
    stop = db.session.get_one(VisitStop, item_of(seen))
    people = holders(event_of(seen))
    return sum(row.role == "company" and row.sector_code in stop.not_sectors for row in people)


def admitted(seen: Any) -> int:
    """The others."""
    return len(holders(event_of(seen))) - refused(seen)


def batch(seen: Any) -> int:
    """Places in the batch."""
    row = db.session.get_one(VisitBatch, int(seen.mark.of["batch"]))
    return db.session.query(VisitPlace).filter_by(batch_id=row.id).count()


def findings(seen: Any) -> int:
    """Findings at the stop."""
    return db.session.query(VisitFinding).filter_by(item_id=item_of(seen)).count()


def broken(seen: Any) -> int:
    """Stops without batches of their own whose host takes fewer than are admitted."""
    event = event_of(seen)
    stops = db.session.query(VisitStop).filter_by(event_id=event.id)
    assert db.session.query(AgendaItem).filter_by(event_id=event.id).count()
    return sum(stop.capacity is not None and stop.capacity < len(holders(event)) for stop in stops)


VISIT_NUMBERS = {
    "training_base": base,
    "training_needed": needed,
    "training_passed": passed,
    "training_present": present,
    "training_year": year,
    "visit_admitted": admitted,
    "visit_refused": refused,
    "visit_present": present,
    "visit_batch": batch,
    "visit_findings": findings,
    "visit_broken": broken,
}
