"""The pages of the settings: what is set most, one page per section, and a search over all of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events import services
from eventmgr.event.events.access import event_for
from eventmgr.event.events.derived.privacy import default_notice
from eventmgr.event.events.forms import lists, question_rows
from eventmgr.event.events.forms.in_short import in_short
from eventmgr.event.events.forms.main import MainForm
from eventmgr.event.events.forms.rows import MORE, RowsForm
from eventmgr.event.events.manage.asking import saving_settings
from eventmgr.event.events.manage.blueprint import bp
from eventmgr.event.events.manage.finding import find_settings, own_pages
from eventmgr.event.events.manage.fitting import fitting
from eventmgr.event.events.manage.sections import GROUPS, MAIN, SECTIONS, Section
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.panels import form_previews, unit_rows
from eventmgr.event.events.queries import list_with_questions
from eventmgr.event.events.setup.readiness import missing
from eventmgr.event.forms.library import LIBRARY
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.forms.questions import AskedQuestion
from eventmgr.ground import clock
from eventmgr.ground.errors import NotFound
from eventmgr.ground.features import Switch, first_page, is_on, roles_of, switches
from eventmgr.ground.i18n import _, localized
from eventmgr.identity.accounts.access import act_now, staff_required
from eventmgr.tools.web.pages import Answer, attempt, finish
from eventmgr.tools.web.requests.parameters import query

_FILLS = ("more", "preset", "fresh", "ready", "copy", "up", "down", "line")
"""Buttons that fill the form and save nothing."""


@bp.route("/events/<slug>/settings/", methods=["GET", "POST"])
def edit(slug: str) -> ResponseReturnValue:
    """What is set most, as one form; below it the groups with their sections, and what each says now. `q` looks for a
    setting."""
    event = event_for(slug, "event.edit")
    if sought := query.text("q"):
        return render_template(
            "event/events/manage/settings_found.html",
            event=event,
            groups=GROUPS,
            sought=sought,
            hits=find_settings(event, sought),
        )
    return _page(event, MAIN)


@bp.route("/events/<slug>/settings/<name>/", methods=["GET", "POST"])
def section(slug: str, name: str) -> ResponseReturnValue:
    """Edit one section of the settings."""
    event = event_for(slug, "event.edit")
    chosen = SECTIONS.get(name)
    if chosen is None or not is_on(chosen.switch or None, event):
        raise NotFound(_("There is no such section. Go back to settings."))
    return _page(event, chosen)


def _page(event: Event, chosen: Section) -> ResponseReturnValue:
    form = chosen.form(data=chosen.read(event)).watching()
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
            if form.compare(chosen.stored(event)):
                chosen.save(event, form, act_now())
            return Answer(_address(event, chosen), _("“%(section)s” has been saved.", section=chosen.label))

        if answer := finish(form, fitting(event, save), using=saving_settings(event)):
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
        **(_all_settings(event, form) if chosen is MAIN else {}),
    ), status


def _all_settings(event: Event, form: MainForm) -> dict[str, Any]:
    """What each section says now beside what the main page asks; what is missing; settings that rooms have on pages of
    their own. A section of which the main page asks everything is not listed."""
    above = {field.name for field in form}
    stored = {section.name: section.at_rest(event) for group in GROUPS for section in group.sections(event)}
    return {
        "gaps": missing(event, at=clock.now()) if event.status is EventStatus.DRAFT else [],
        "says": {
            name: in_short(settings, above)
            for name, settings in stored.items()
            if not {field.name for field in settings} <= above
        },
        "own_pages": own_pages(event),
    }


@bp.route("/events/<slug>/settings/features/<name>", methods=["POST"])
def switch_on(slug: str, name: str) -> ResponseReturnValue:
    """What the overview offers; its page opens."""
    event = event_for(slug, "event.edit")
    switch = _switch_named(name)

    def work() -> None:
        services.hold(event)
        services.set_features(event, {*event.features, switch.name}, act=act_now())

    notice = _("“%(label)s” is switched on. It can be switched off under “Features”.", label=switch.label)
    first = first_page(switch)
    return attempt(work, notice, url_for(first or "events_manage.overview", slug=slug))


@bp.route("/events/<slug>/settings/features/<name>/decline", methods=["POST"])
def decline(slug: str, name: str) -> ResponseReturnValue:
    """What the overview offers is not needed; it is not offered again until it has been switched."""
    event = event_for(slug, "event.edit")
    switch = _switch_named(name)
    notice = _("“%(label)s” is not offered again. It can be switched on under “Features”.", label=switch.label)
    return attempt(
        lambda: services.decline_offer(event, switch.name, act=act_now()),
        notice,
        url_for("events_manage.overview", slug=slug),
    )


def _switch_named(name: str) -> Switch:
    switch = next((switch for switch in switches() if switch.name == name), None)
    if switch is None:
        raise NotFound(_("There is no such section. Go back to settings."))
    return switch


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


def _sources(event: Event) -> list[tuple[str, str]]:
    events = list_with_questions(staff_required(), event, roles=roles_of("event.edit"))
    return [(slug, localized(title)) for slug, title in events]


def _shape(form: object) -> str:
    return "rows" if isinstance(form, RowsForm) else "fields"


def _address(event: Event, chosen: Section) -> str:
    """Of the same page; it may be new."""
    if chosen is MAIN:
        return url_for(".edit", slug=event.slug)
    return url_for(".section", slug=event.slug, name=chosen.name)
