"""The settings of an event, one page per section."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events import services
from eventmgr.event.events.access import event_for
from eventmgr.event.events.derived.privacy import default_notice
from eventmgr.event.events.forms import lists, question_rows
from eventmgr.event.events.forms import sections as forms
from eventmgr.event.events.forms.rows import MORE, RowsForm
from eventmgr.event.events.forms.rules import RegistrationRulesForm
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.manage.blueprint import bp
from eventmgr.event.events.manage.fitting import fitting
from eventmgr.event.events.models import INVITES, Event, EventStatus
from eventmgr.event.events.panels import answer_counts, form_previews, unit_counts, unit_rows
from eventmgr.event.events.queries import list_series, list_with_questions
from eventmgr.event.events.setup.readiness import missing
from eventmgr.event.forms.library import LIBRARY
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.forms.questions import AskedQuestion
from eventmgr.ground import clock
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.features import is_on, roles_of
from eventmgr.ground.i18n import _, _l, _n
from eventmgr.identity.accounts.access import act_now, staff_required
from eventmgr.identity.privacy.queries import find_privacy_notice
from eventmgr.tools.log.services import Act
from eventmgr.tools.web.pages import Answer, finish

Save = Callable[[Event, Any, Act], object]
_FILLS = ("more", "preset", "fresh", "ready", "copy", "up", "down", "line")
"""Buttons that fill the form and save nothing."""


@dataclass(frozen=True)
class Section:
    """A page of the settings; `save(event, form, act)` keeps what was typed."""

    name: str
    label: Any
    hint: Any
    form: type[Any]
    save: Save
    template: str = ""
    switch: str = ""
    """What the event has switched on to have it; empty: every event has it."""


def _save_facts(event: Event, form: forms.FactsForm, act: Act) -> None:
    values = form.values()
    if form.new_series.data:
        values["series"] = services.find_or_add_series(form.new_series.data)
    else:
        known = {series.slug: series for series in list_series()}
        values["series"] = known.get(form.series.data or "")
    services.edit(event, values, act=act)


def _save_time(event: Event, form: forms.TimeForm, act: Act) -> None:
    ticks = {"move_agenda": form.move_agenda.data, "move_deadlines": form.move_deadlines.data}
    services.edit(event, form.values(), **ticks, moves=form.moves.data or (), act=act)


def _save_registration(event: Event, form: RegistrationRulesForm, act: Act) -> None:
    """Fewer places than people hold is asked about first; the lock is held, so the number is that of now."""
    held, capacity = sum(unit_counts(event).values()), form.capacity.data
    if capacity is not None and capacity < held and capacity != event.capacity and not form.fewer_places.data:
        form.asks = True
        raise Refusal(
            _n(
                "%(num)s person already holds a place. Enter a larger number, or confirm this one below.",
                "%(num)s people already hold places. Enter a larger number, or confirm this one below.",
                held,
            ),
            field="capacity",
        )
    services.edit(event, form.values(), act=act)


def _save_columns(event: Event, form: forms.SectionForm, act: Act) -> None:
    services.edit(event, form.values(), act=act)


def _save_themes(event: Event, form: forms.ThemesForm, act: Act) -> None:
    services.set_themes(event, sectors=form.sectors.data or [], topics=form.topics.data or [], act=act)


def _save_rows(part: str) -> Save:
    def save(event: Event, form: RowsForm, act: Act) -> None:
        services.set_rows(event, part, form.drafts(), act=act)

    return save


def _save_questions(event: Event, form: question_rows.QuestionsForm, act: Act) -> None:
    """What touches answers that were given is asked about first, with what becomes of them."""
    touched = form.touched(event)
    counts = answer_counts(event, {(entry.field, entry.value) for entry in touched})
    told = [entry.sentence(number) for entry in touched if (number := counts.get((entry.field, entry.value), 0))]
    if told and not form.with_answers.data:
        form.asks = True
        raise Refusal(" ".join([*told, _("Confirm this below, or change it back.")]), field="with_answers")
    services.set_rows(event, "questions", form.drafts(), act=act)


def _save_rooms(event: Event, form: RowsForm, act: Act) -> None:
    services.set_rooms(event, form.drafts(), act=act)


def _save_features(event: Event, form: forms.FeaturesForm, act: Act) -> None:
    services.set_features(event, form.features.data or (), act=act)


SECTIONS = {
    section.name: section
    for section in (
        Section(
            "facts",
            _l("Basic information"),
            _l("Title, summary, description, kind, series."),
            forms.FactsForm,
            _save_facts,
        ),
        Section(
            "features",
            _l("Features"),
            _l("What this event needs beside registration, agenda, e-mails, documents and statistics."),
            forms.FeaturesForm,
            _save_features,
            "features",
        ),
        Section(
            "time", _l("Time and place"), _l("Dates, time zone, province/region, city."), forms.TimeForm, _save_time
        ),
        Section(
            "venues",
            _l("Venues"),
            _l("Buildings and sites with address and directions. The first one is the main venue."),
            lists.VenuesForm,
            _save_rows("venues"),
        ),
        Section("rooms", _l("Rooms"), _l("Rooms for the agenda, with seats."), lists.RoomsForm, _save_rooms),
        Section(
            "hosts",
            _l("Organizing institutions"),
            _l("Hosts, organizers, co-organizers and supporters, in this order."),
            lists.HostsForm,
            _save_rows("hosts"),
        ),
        Section("contact", _l("Contact"), _l("For questions; shown publicly."), forms.ContactForm, _save_columns),
        Section(
            "registration",
            _l("Registration"),
            _l("Capacity, review, waiting list, opening and closing."),
            RegistrationRulesForm,
            _save_registration,
        ),
        Section(
            "deadlines",
            _l("Deadlines"),
            _l("Other deadlines: materials, accommodation, lists."),
            lists.DeadlinesForm,
            _save_rows("deadlines"),
        ),
        Section(
            "receipt",
            _l("Registration form fields"),
            _l("Fields of the form. Ask only for what you need."),
            forms.FormFieldsForm,
            lambda event, form, act: services.set_fields(event, form.modes(), id_purpose=form.id_purpose.data, act=act),
            "form_fields",
        ),
        Section(
            "questions",
            _l("Extra questions"),
            _l("Asked in addition to the standard fields."),
            question_rows.QuestionsForm,
            _save_questions,
            "questions",
        ),
        Section(
            "units",
            _l("Invited delegations"),
            _l("Delegations and their quotas. None selected: all delegations may register."),
            forms.UnitsForm,
            lambda event, form, act: services.set_units(
                event, form.quotas(), mode=form.mode(), takes_guests=form.takes_guests.data, act=act
            ),
            "units",
            switch=INVITES,
        ),
        Section(
            "regions",
            _l("Region sets"),
            _l("Sets of provinces for this event. Start with a preset and adjust it."),
            lists.RegionsForm,
            _save_rows("region_sets"),
        ),
        Section(
            "themes",
            _l("Sectors and topics"),
            _l("Used by filters and calendar feeds."),
            forms.ThemesForm,
            _save_themes,
        ),
        Section("tracks", _l("Tracks"), _l("Tracks of the agenda."), lists.TracksForm, _save_rows("tracks")),
        Section(
            "privacy",
            _l("Personal information"),
            _l("The notice that everybody reads before registering. Changing it creates a new version."),
            forms.PrivacyForm,
            lambda event, form, act: services.set_privacy_notice(event, form.text.data, act=act),
            "privacy",
        ),
        Section(
            "summary",
            _l("Summary and report"),
            _l("The public summary, and the typed parts of the printed event summary."),
            forms.SummaryForm,
            _save_columns,
        ),
    )
}


@dataclass(frozen=True)
class Group:
    """Sections that are set up together, in their order."""

    label: Any
    names: tuple[str, ...]

    def sections(self, event: Event) -> list[Section]:
        """Those of them that the event has."""
        return [SECTIONS[name] for name in self.names if is_on(SECTIONS[name].switch or None, event)]


GROUPS = (
    Group(_l("Features"), ("features",)),
    Group(_l("Basics"), ("facts", "hosts", "contact", "summary")),
    Group(_l("Dates and venues"), ("time", "venues", "rooms")),
    Group(_l("Topics and tracks"), ("themes", "tracks", "regions")),
    Group(_l("Invitations and registration"), ("registration", "units", "deadlines")),
    Group(_l("Registration form"), ("receipt", "questions", "privacy")),
)
"""The one list of the settings: every section stands in one of these."""


@bp.route("/events/<slug>/settings/")
def edit(slug: str) -> ResponseReturnValue:
    """The groups with their sections, and what is missing in which."""
    event = event_for(slug, "event.edit")
    gaps: dict[str, list[str]] = {}
    if event.status is EventStatus.DRAFT:
        for gap in missing(event, at=clock.now()):
            gaps.setdefault(gap.section, []).append(gap.message)
    return render_template("event/events/manage/settings.html", event=event, groups=GROUPS, gaps=gaps)


@bp.route("/events/<slug>/settings/<name>/", methods=["GET", "POST"])
def section(slug: str, name: str) -> ResponseReturnValue:
    """One section."""
    event = event_for(slug, "event.edit")
    chosen = SECTIONS.get(name)
    if chosen is None or not is_on(chosen.switch or None, event):
        raise NotFound(_("There is no such section. Go back to settings."))
    form = chosen.form(data=_there(event, chosen)).watching()
    fills = [button for button in _FILLS if button in request.form]
    if isinstance(form, question_rows.QuestionsForm):
        _rearrange(form, fills)
    if isinstance(form, RowsForm):
        form.spare(MORE if "more" in fills else 1 if request.method != "POST" or fills else 0)
    if "preset" in fills and isinstance(form, lists.RegionsForm):
        form.add_preset(request.form["preset"])
    if hasattr(form, "prepare"):
        form.prepare(event)
    if request.method == "POST" and fills == ["fresh"] and chosen.name == "privacy":
        form.text.data = default_notice(event)
    elif request.method == "POST" and not fills and form.validate():

        def save() -> Answer:
            services.hold(event)
            if form.compare(_stored_form(event, chosen)):
                chosen.save(event, form, act_now())
            return Answer(_after(event, chosen), _("“%(section)s” has been saved.", section=chosen.label))

        if answer := finish(form, save, using=lambda work: carry_out(event, fitting(event, work))):
            return answer
    status = 200 if fills else form.status
    return render_template(
        f"event/events/manage/section_{chosen.template or _shape(form)}.html",
        event=event,
        form=form,
        section=chosen,
        groups=GROUPS,
        unit_rows=partial(unit_rows, event),
        presets=lists.region_presets() if chosen.name == "regions" else [],
        library=LIBRARY,
        sources=_sources(event) if chosen.name == "questions" else [],
        previews=form_previews(event),
    ), status


def _rearrange(form: question_rows.QuestionsForm, fills: list[str]) -> None:
    """What the buttons of the questions do: take over others, move a row, add a line to a condition."""
    form.add(_questions_from_elsewhere(fills))
    for button, step in (("up", -1), ("down", 1)):
        if button in fills:
            form.move(request.form[button], step)
    if "line" in fills:
        form.lengthen(request.form["line"])


def _questions_from_elsewhere(fills: list[str]) -> Iterable[AskedQuestion]:
    """Those of the library or of another event that the organizer wants to take over."""
    if "ready" in fills and request.form["ready"] in LIBRARY:
        return LIBRARY[request.form["ready"]].questions
    if "copy" in fills and request.form.get("copy_from"):
        return list_questions(event_for(request.form["copy_from"], "event.edit").id)
    return ()


def _sources(event: Event) -> list[tuple[str, dict[str, str]]]:
    return list_with_questions(staff_required(), event, roles=roles_of("event.edit"))


def _there(event: Event, chosen: Section) -> dict[str, object]:
    if chosen.name == "privacy":
        newest = find_privacy_notice(event.id)
        return {"text": newest.text if newest else default_notice(event)}
    return dict(chosen.form.read(event))


def _stored_form(event: Event, chosen: Section) -> Any:
    """The form of the section with what stands there, without what was typed."""
    form = chosen.form(None, data=_there(event, chosen))
    if hasattr(form, "prepare"):
        form.prepare(event)
    return form


def _shape(form: object) -> str:
    return "rows" if isinstance(form, RowsForm) else "fields"


def _after(event: Event, chosen: Section) -> str:
    """Back to the same section; its address may be new."""
    return url_for(".section", slug=event.slug, name=chosen.name)
