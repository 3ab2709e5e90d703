"""Columns that are chosen together: saved with a name, for the list and its files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.registration import queries, services
from eventmgr.event.registration.access import reader_of
from eventmgr.event.registration.manage.blueprint import bp
from eventmgr.event.registration.models import ColumnSet
from eventmgr.event.registration.office_list import columns
from eventmgr.ground.db import write
from eventmgr.ground.i18n import LANGUAGES, Bilingual, _, _l, language, localized, speaking
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.web.fields.codes import CodeMultiSelect
from eventmgr.tools.web.forms import Form, LineField, Required
from eventmgr.tools.web.pages import Answer, finish, go_to
from eventmgr.tools.web.requests.parameters import query

_ALWAYS = ("name", "organization")


class ColumnSetForm(Form):
    """The name of a set and its columns."""

    name = LineField(_l("Name of the column set"), [Required()], longest=50)
    columns = CodeMultiSelect(_l("Columns"), [Required()])


@dataclass(frozen=True)
class AskedColumns:
    """The columns that an address asks for: those of a set (`set`), else one by one (`cols`)."""

    keys: tuple[str, ...]
    chosen: ColumnSet | None = None

    def among(self, known: Mapping[str, columns.Column]) -> tuple[str, ...]:
        """Those that there are; what is asked for one by one is not sorted out, so that a mistake is told."""
        return tuple(key for key in self.keys if self.chosen is None or key in known)

    def gone(self, known: Iterable[str]) -> list[str]:
        """Heads of those of the set that the reader has not: their questions were removed, or are not theirs to read."""
        there = set(known)
        return [] if self.chosen is None else gone_from(self.chosen, there)


def gone_from(column_set: ColumnSet, known: Iterable[str]) -> list[str]:
    """Heads of the columns of a set that are not among `known`."""
    there = set(known)
    return [localized(head) or key for key, head in column_set.columns.items() if key not in there]


def asked_columns(event: Event) -> AskedColumns:
    """What the address asks for.

    Raises:
        NotFound: the event has no such set.
    """
    number = query.text("set")
    if not number:
        return AskedColumns(tuple(key for part in query.several("cols") for key in part.split(",") if key))
    chosen = get_of(event, ColumnSet, whole_number(number) or 0)
    return AskedColumns(tuple(chosen.columns), chosen)


@bp.route("/column-sets/", methods=["GET", "POST"])
def column_sets(slug: str) -> ResponseReturnValue:
    """The saved sets of the event, and a form for another one; `cols` are ticked already."""
    event = event_for(slug, "registrations.export")
    return _page(event, None)


@bp.route("/column-sets/<int:column_set_id>/", methods=["GET", "POST"])
def edit_column_set(slug: str, column_set_id: int) -> ResponseReturnValue:
    """Another name for a set, or other columns."""
    event = event_for(slug, "registrations.export")
    return _page(event, get_of(event, ColumnSet, column_set_id))


@bp.route("/column-sets/<int:column_set_id>/remove", methods=["POST"])
def remove_column_set(slug: str, column_set_id: int) -> ResponseReturnValue:
    """A set is no longer offered."""
    event = event_for(slug, "registrations.export")
    write(lambda: services.remove_column_set(event, get_of(event, ColumnSet, column_set_id), act=act_now()))
    return go_to(url_for(".column_sets", slug=slug), _("The column set has been deleted."))


def _page(event: Event, column_set: ColumnSet | None) -> ResponseReturnValue:
    known = _choosable(event)
    ticked = [key for key in column_set.columns if key in known] if column_set else query.several("cols")
    form = ColumnSetForm(data={"name": column_set.name if column_set else "", "columns": ticked})
    form.columns.offer([(key, str(column.label)) for key, column in known.items()])
    if form.validate_on_submit():
        heads = {key: _head(event, key) for key in form.columns.data or ()}

        def save() -> Answer:
            existing = get_of(event, ColumnSet, column_set.id) if column_set else None
            services.save_column_set(event, form.name.data or "", heads, act=act_now(), existing=existing)
            return Answer(url_for(".column_sets", slug=event.slug), _("The column set has been saved."))

        if answer := finish(form, save):
            return answer
    sets = queries.list_column_sets(event.id)
    html = render_template(
        "event/registration/manage/column_sets.html",
        event=event,
        form=form,
        column_set=column_set,
        sets=sets,
        labels={saved.id: [str(known[key].label) for key in known if key in saved.columns] for saved in sets},
        gone={saved.id: gone_from(saved, [*known, *_ALWAYS]) for saved in sets},
    )
    return html, form.status


def _choosable(event: Event) -> dict[str, columns.Column]:
    """Every column but name and organization, which are in every file."""
    known = columns.readable(_known(event), reader_of(event))
    return {key: column for key, column in known.items() if key not in _ALWAYS}


def _known(event: Event) -> dict[str, columns.Column]:
    groups = queries.list_group_titles(event.id)
    return columns.columns_of(event, list_questions(event.id), language(), groups=groups)


def _head(event: Event, key: str) -> Bilingual:
    """The head of a column in both languages."""
    heads = {}
    for lang in LANGUAGES:
        with speaking(lang):
            heads[lang] = str(_known(event)[key].label)
    return heads
