"""Training for organizers: hours and attendance of an event, and hours of people over a year."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.agenda.labels import QUIET
from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.access import event_for
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import hold
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now, admin_required
from eventmgr.programme.checkin.queries import list_attended_items, list_bound
from eventmgr.programme.training import queries, services
from eventmgr.programme.training.columns import COLUMNS, by_person
from eventmgr.programme.training.forms import training_form
from eventmgr.programme.training.hours import hours_in_words, standing_of
from eventmgr.programme.training.panels import EDIT, NAMES, span_of, year_of
from eventmgr.programme.training.services import TrainingDraft
from eventmgr.tools.sheets import as_xlsx
from eventmgr.tools.web.fields.times import FIRST_YEAR, LAST_YEAR
from eventmgr.tools.web.pages import form_page, go_to
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import list_file

bp = Blueprint("training_manage", __name__, url_prefix="/manage/events/<slug>/training")
year_bp = Blueprint("training_year", __name__, url_prefix="/manage/training-hours")


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """Hours of each session and of everybody, and who has enough for a certificate."""
    event = event_for(slug, NAMES)
    course = queries.find_course(event.id)
    if course is None:
        return render_template("programme/training/manage/index.html", event=event, course=None)
    trainees, attended = queries.list_trainees(event.id), list_attended_items([event.id])
    here = {person.id for person in trainees}
    present = Counter(item for number, items in attended.items() if number in here for item in items)
    standings = {person.id: standing_of(course, attended.get(person.id, ())) for person in trainees}
    page = queries.list_trainees_page(event.id, query.cursor())
    titles = {item.id: item for item in list_items(event.id)}
    return render_template(
        "programme/training/manage/index.html",
        event=event,
        course=course,
        lessons=[(lesson, titles[lesson.item_id], present[lesson.item_id]) for lesson in course.lessons],
        lists={item: numbers[0] for item, numbers in list_bound(event.id).items()},
        people=[(person, standings[person.id]) for person in page.rows if person.id in standings],
        page=page,
        passed=sum(standing.is_enough for standing in standings.values()),
        said=hours_in_words,
    )


@bp.route("/settings", methods=["GET", "POST"])
def settings(slug: str) -> ResponseReturnValue:
    """The share that is needed, and the hours of each agenda item; proposed by their length where none were set."""
    event = event_for(slug, EDIT)
    items = _countable(event)
    form = training_form(items).filled(_standing_draft(event, items))
    if form.validate_on_submit():

        def save() -> None:
            hold(event)
            services.set_up(event, form.draft(), act=act_now())

        write(save)
        return go_to(
            url_for(".index", slug=slug), _("The training hours have been saved. Each session has a check-in list.")
        )
    rows = list(zip(items, form.hours(), strict=True))
    return form_page("programme/training/manage/settings.html", form, event=event, rows=rows)


def _countable(event: Event) -> list[AgendaItem]:
    return [item for item in list_items(event.id) if item.kind not in QUIET]


def _standing_draft(event: Event, items: list[AgendaItem]) -> TrainingDraft:
    training = queries.find_training(event.id)
    if training is None:
        return services.proposed(items)
    return TrainingDraft(
        training.threshold, {number: row.tenths for number, row in queries.list_sessions(event.id).items()}
    )


@year_bp.route("/")
def index_of_year() -> ResponseReturnValue:
    """Everybody who attended hours in a year, with the trainings, by pages."""
    admin_required()
    year = _year()
    cursor = query.cursor()
    attended, page = queries.list_attended_page(*span_of(year), cursor)
    return render_template(
        "programme/training/manage/year.html",
        year=year,
        previous=year - 1 if year > FIRST_YEAR else None,
        following=year + 1 if year < year_of(clock.now()) else None,
        rows=by_person(attended),
        page=page,
    )


@year_bp.route("/export.xlsx")
def export() -> ResponseReturnValue:
    """The same as a workbook; who took it is in the change log of the site."""
    user = admin_required()
    year = _year()
    rows = by_person(queries.list_attended_over(*span_of(year)))
    body = as_xlsx(COLUMNS, rows, title=_("Training hours %(year)s", year=year))
    write(lambda: services.note_export(user, year, len(rows), act=act_now()))
    return list_file(body, "xlsx", _("Training hours %(year)s", year=year), plain=f"training-hours-{year}")


def _year() -> int:
    typed = query.text("year")
    year = whole_number(typed) if typed else year_of(clock.now())
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadValue(_("“%(value)s” is not a valid year.", value=typed[:40]))
    return year
