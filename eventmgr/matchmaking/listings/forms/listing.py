"""One listing: what must be said first, the rest and the fields of its kind behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from wtforms import BooleanField, FileField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from eventmgr.ground.columns import label_of
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, _l, language, localized
from eventmgr.matchmaking.listings.content.details import DETAILS, PARK, Answer, DetailField, is_serving
from eventmgr.matchmaking.listings.content.drafts import ListingDraft
from eventmgr.matchmaking.listings.content.reading import check_order, read_detail, read_words, say_detail
from eventmgr.matchmaking.listings.forms.linking import Links
from eventmgr.matchmaking.listings.models import Listing, ListingKind, ShownTo, Side
from eventmgr.matchmaking.listings.pasting.reading import LONGEST_TEXT, LONGEST_TITLE
from eventmgr.matchmaking.listings.services import Settings
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors, choices_topics
from eventmgr.tools.web.forms import (
    BilingualLine,
    BilingualText,
    CodeSelect,
    DateField,
    Form,
    LineField,
    OrganizationField,
    Required,
    TextField,
)

_OPEN = _l("Please select")
_LONGEST_DETAIL = 1000
_PARK = next(field for field in DETAILS[ListingKind.SERVICE] if field.answer is Answer.PARK)
_MOST_SECTORS = 3


class ListingForm(Form):
    """One listing. Fields of its kind are added by `listing_form`."""

    side = RadioField(label_of(Listing.side), [Required()], validate_choice=True)
    kind = CodeSelect(label_of(Listing.kind), [Required()])
    title = BilingualLine(label_of(Listing.title), longest=LONGEST_TITLE)
    text = BilingualText(label_of(Listing.text), longest=LONGEST_TEXT)
    topic_id = CodeSelect(label_of(Listing.topic_id), blank=_OPEN, choices=lambda: choices_topics(language()))
    sector = CodeSelect(
        label_of(Listing.sector_codes), blank=_l("as the organization"), choices=lambda: choices_sectors(language())
    )
    sector_2 = CodeSelect(_l("Second sector"), blank=_l("none"), choices=lambda: choices_sectors(language()))
    sector_3 = CodeSelect(_l("Third sector"), blank=_l("none"), choices=lambda: choices_sectors(language()))
    chain_words = LineField(
        label_of(Listing.chain_words),
        longest=400,
        description=_l("Parts, materials or steps of the industrial chain, separated by commas."),
    )
    domestic_replacement = BooleanField(label_of(Listing.domestic_replacement))
    free_of_charge = BooleanField(label_of(Listing.free_of_charge))
    confidential = BooleanField(
        label_of(Listing.confidential),
        description=_l("It does not appear in public; only those below and the organizers can read it."),
    )
    shown_to = CodeSelect(label_of(Listing.shown_to), choices=ShownTo.choices)
    valid_until = DateField(
        label_of(Listing.valid_until), description=_l("The last day. Leave empty: as long as the event is public.")
    )

    detail_rows: list[DetailRow]
    unasked: Mapping[str, Any]
    """Fields of the listing that the form does not ask for, because what they name is switched off: they stay."""

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Title and text in one language at least; each field of the chosen kind can be read."""
        is_valid = bool(super().validate(*args, **kwargs))
        for name in ("title", "text"):
            if not self[name].data and not self[name].errors:
                self[name].errors = [_("Fill in this field in at least one language.")]
                is_valid = False
        self.details: dict[str, Any] = dict(self.unasked)
        for row in self.detail_rows:
            if row.kind.value == self.kind.data:
                is_valid = row.read(self, self.details) and is_valid
        try:
            self.words = read_words(self.chain_words.data or "")
        except BadValue as fault:
            self.chain_words.errors = [*self.chain_words.errors, fault.message]
            is_valid = False
        return is_valid

    def draft(self) -> ListingDraft:
        """What was typed; ask after it has been validated."""
        sectors = [code for name in ("sector", "sector_2", "sector_3") if (code := self[name].data)]
        return ListingDraft(
            side=Side(self.side.data),
            kind=ListingKind(self.kind.data),
            title=self.title.data,
            text=self.text.data,
            topic_id=self.topic_id.data or "",
            sector_codes=tuple(sectors),
            chain_words=tuple(self.words),
            details={name: value for name, value in self.details.items() if name != PARK},
            park_id=self.details.get(PARK) or None,
            domestic_replacement=bool(self.domestic_replacement.data),
            confidential="confidential" in self and bool(self.confidential.data),
            shown_to=ShownTo(("shown_to" in self and self.shown_to.data) or ShownTo.ORGANIZERS.value),
            free_of_charge=bool(self.free_of_charge.data),
            valid_until=self.valid_until.data,
        )

    @property
    def has_more(self) -> bool:
        """Whether something behind the fold is filled in or wrong."""
        folded = (
            "sector_2",
            "sector_3",
            "chain_words",
            "domestic_replacement",
            "free_of_charge",
            "confidential",
            "valid_until",
        )
        return any(self[name].data or self[name].errors for name in folded if name in self)

    def has_details(self, rows: list[DetailRow]) -> bool:
        """Whether something of these fields is filled in or wrong."""
        return any(self[row.name].data or self[row.name].errors for row in rows)

    def kinds_with_rows(self) -> list[tuple[ListingKind, Any, list[DetailRow]]]:
        """(kind, its word, its fields) of the kinds on offer."""
        offered = [ListingKind(code) for code in self.kind.codes() if code]
        return [(kind, kind.label, [row for row in self.detail_rows if row.kind is kind]) for kind in offered]


@dataclass(frozen=True)
class DetailRow:
    """A field of one kind in the form."""

    kind: ListingKind
    field: DetailField

    @property
    def name(self) -> str:
        """The name of the field in the form."""
        return f"d_{self.kind.value}_{self.field.name}"

    def read(self, form: ListingForm, into: dict[str, Any]) -> bool:
        """Put what was typed into `into`; whether it can be read."""
        try:
            into[self.field.name] = read_detail(self.field, form[self.name].data or "")
            check_order(self.kind, self.field, into)
        except BadValue as fault:
            form[self.name].errors = [*form[self.name].errors, fault.message]
            return False
        return True

    def made(self) -> Any:
        """Make the field of the form."""
        help_ = {
            Answer.PROVINCES: _l("Names of provinces, separated by commas."),
            Answer.SECTORS: _l("Names or codes of sectors, such as C36, separated by semicolons."),
            Answer.DATE: _l("For example 2026-05-13."),
        }.get(self.field.answer, "")
        if self.field.answer is Answer.TEXT:
            return TextField(self.field.label, longest=_LONGEST_DETAIL)
        if self.field.answer is Answer.PARK:
            return LinkSelect(
                self.field.label,
                blank=_l("none"),
                gone=_l("The chosen park is not published, or no longer. Choose another one, or none."),
            )
        if self.field.answer is Answer.DOCUMENT:
            return LinkSelect(
                self.field.label,
                blank=_l("none"),
                gone=_l("The chosen policy is not published, or no longer. Choose another one, or none."),
            )
        if self.field.answer is Answer.CHOICE:
            choices = list((self.field.choices or {}).items())
            return CodeSelect(self.field.label, blank=_OPEN, choices=choices)
        return LineField(self.field.label, longest=400, description=help_)


class LinkSelect(CodeSelect):
    """What a listing is linked with; what may not be chosen is refused in words of its own."""

    def __init__(self, *args: Any, gone: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gone = gone

    def pre_validate(self, form: Any) -> None:
        """It is on offer.

        Raises:
            StopValidation: it is not.
        """
        if self.data is not None and self.data not in self.codes():
            raise StopValidation(str(self.gone))


class OnBehalfForm(ListingForm):
    """One listing that somebody else enters for an organization."""

    organization = OrganizationField(_l("Organization"), [Required()])
    province_code = CodeSelect(
        _l("Province/region"),
        blank=_l("not known"),
        choices=lambda: choices_provinces(language()),
        description=_l(
            "Of an organization that is new here or of which none is known. An offer that names no province below serves this one."
        ),
    )

    def draft(self) -> ListingDraft:
        """What was typed; where the fields of its kind could name the provinces that it serves and name none, it serves
        the one that is chosen."""
        made, code = super().draft(), self.province_code.data
        if not code or not is_serving(made.kind) or made.details.get("provinces"):
            return made
        return replace(made, details={**made.details, "provinces": [code]})


_Kind = TypeVar("_Kind", bound=ListingForm)


def listing_form(
    base: type[_Kind], settings: Settings, data: Mapping[str, Any] | None = None, *, links: Links, fresh: bool = False
) -> _Kind:
    """The form for an event with these settings.

    Args:
        data: what it shows, as `listing_data` makes it.
        links: what a listing may be linked with.
        fresh: leaves what was posted out of account.
    """
    shown = set(settings.collected) | ({ListingKind(data["kind"])} if data and data.get("kind") else set())
    kinds = [kind for kind in ListingKind if kind in shown]
    rows = [
        DetailRow(kind, field)
        for kind in kinds
        for field in DETAILS[kind]
        if field.answer is not Answer.DOCUMENT or links.documents is not None
    ]
    own = cast("type[_Kind]", type("OneListingForm", (base,), {row.name: row.made() for row in rows}))
    made = (
        own(None, data=data or {"shown_to": ShownTo.ORGANIZERS.value})
        if fresh
        else own(data=data or {"shown_to": ShownTo.ORGANIZERS.value})
    )
    made.detail_rows, made.unasked = rows, links.unasked
    for row in rows:
        if row.field.answer in (Answer.PARK, Answer.DOCUMENT):
            made[row.name].offer((links.parks if row.field.answer is Answer.PARK else links.documents) or {})
    made.side.choices = [
        SelectChoice(side.value, localized(dict(settings.side_name(side))) or side.label) for side in Side
    ]
    made.kind.offer([(kind.value, kind.label) for kind in kinds])
    if not made.kind.data and not made.is_submitted():
        made.kind.data = kinds[0].value if kinds else None
    return made


def listing_data(listing: Listing) -> dict[str, Any]:
    """What the form shows of a listing."""
    data: dict[str, Any] = {
        "side": listing.side.value,
        "kind": listing.kind.value,
        "title": listing.title,
        "text": listing.text,
        "topic_id": listing.topic_id,
        "chain_words": "，".join(listing.chain_words) if language() == "zh" else ", ".join(listing.chain_words),
        "domestic_replacement": listing.domestic_replacement,
        "free_of_charge": listing.free_of_charge,
        "confidential": listing.confidential,
        "shown_to": listing.shown_to.value,
        "valid_until": listing.valid_until,
    }
    names = ("sector", "sector_2", "sector_3")
    data |= dict(zip(names, listing.sector_codes[:_MOST_SECTORS], strict=False))
    if listing.park_id is not None:
        data[DetailRow(listing.kind, _PARK).name] = str(listing.park_id)
    for field in DETAILS[listing.kind]:
        if field.name in listing.details:
            value = listing.details[field.name]
            shown = str(value) if field.answer is Answer.CHOICE else say_detail(field, value, language())
            data[DetailRow(listing.kind, field).name] = shown
    return data


class ReasonForm(Form):
    """Asks why something is declined."""

    reason = TextField(_l("Reason"), [Required()], longest=500, description=_l("The organization will be told."))


class FileForm(Form):
    """A file of a listing."""

    file = FileField(_l("File"), description=_l("PDF, Word, Excel, PowerPoint, PNG or JPEG, at most 10 MB."))


class PasteForm(Form):
    """Takes several listings from pasted rows."""

    pasted = TextField(
        _l("Listings"),
        [Required()],
        longest=60_000,
        description=_l(
            "Rows copied from a spreadsheet: side, title, text and, optionally, the topic. Or "
            "paragraphs with an empty line between them: “Supply: title”, then the text."
        ),
    )


class PasteOnBehalfForm(PasteForm):
    """Several listings at once, entered by somebody else."""

    organization = OrganizationField(
        _l("Organization"), description=_l("For rows that name no organization in a fifth cell.")
    )
