"""What the settings of an event are made of: sections, and how each is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from eventmgr.event.events import services
from eventmgr.event.events.derived.privacy import default_notice
from eventmgr.event.events.forms import lists, question_rows
from eventmgr.event.events.forms import sections as forms
from eventmgr.event.events.forms.main import MainForm
from eventmgr.event.events.forms.rows import RowsForm
from eventmgr.event.events.forms.rules import RegistrationRulesForm
from eventmgr.event.events.models import INVITES, Event
from eventmgr.event.events.panels import answer_counts, unit_counts
from eventmgr.event.events.queries import list_series
from eventmgr.ground.errors import Refusal
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _, _l, _n
from eventmgr.identity.privacy.queries import find_privacy_notice
from eventmgr.tools.log.services import Act

Save = Callable[[Event, Any, Act], object]


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

    def read(self, event: Event) -> dict[str, object]:
        """What is there, by field."""
        if self.form is forms.PrivacyForm:
            newest = find_privacy_notice(event.id)
            return {"text": newest.text if newest else default_notice(event)}
        return dict(self.form.read(event))

    def at_rest(self, event: Event) -> Any:
        """The same without what only an act of saving needs, for pages that say what is set."""
        form = self.form(None, data={} if self.form is forms.PrivacyForm else self.read(event))
        offer = getattr(form, "offer", None) or getattr(form, "prepare", None)
        if offer is not None:
            offer(event)
        return form

    def stored(self, event: Event) -> Any:
        """Its form with what stands there, without what was typed."""
        form = self.form(None, data=self.read(event))
        if hasattr(form, "prepare"):
            form.prepare(event)
        return form


def _save_facts(event: Event, form: forms.FactsForm, act: Act) -> None:
    values = form.values()
    if form.new_series.data:
        values["series"] = services.find_or_add_series(form.new_series.data)
    else:
        known = {series.slug: series for series in list_series()}
        values["series"] = known.get(form.series.data or "")
    services.edit(event, values, act=act)


def _save_time(event: Event, form: forms.TimeForm | MainForm, act: Act) -> None:
    ticks = {"move_agenda": form.move_agenda.data, "move_deadlines": form.move_deadlines.data}
    services.edit(event, form.values(), **ticks, moves=form.moves.data or (), act=act)


def _save_main(event: Event, form: MainForm, act: Act) -> None:
    _ask_about_fewer_places(event, form)
    _save_time(event, form, act)
    for part in ("venues", "hosts"):
        if rows := form.drafts(event, part):
            services.set_rows(event, part, rows, act=act)


def _save_registration(event: Event, form: RegistrationRulesForm, act: Act) -> None:
    _ask_about_fewer_places(event, form)
    services.edit(event, form.values(), act=act)


def _ask_about_fewer_places(event: Event, form: RegistrationRulesForm | MainForm) -> None:
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


MAIN = Section(
    "",
    _l("Most used"),
    _l("What most events need. Everything else stands below, with what it says now."),
    MainForm,
    _save_main,
    "main",
)
"""The page of the settings itself: what is set most, of several sections."""
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
        """The sections of this part that the event has switched on."""
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
