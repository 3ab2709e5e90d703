"""What is typed and chosen about organizations."""

from __future__ import annotations

from wtforms import BooleanField, Field, RadioField, ValidationError
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice

from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _l, language
from eventmgr.identity.directory.models import NameKind, Organization, SizeClass
from eventmgr.matchmaking.organizations.labels import FIELDS, WORDS
from eventmgr.matchmaking.organizations.services import Facts, facts_of, seen_of
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors
from eventmgr.tools.taxonomy.credit_codes import normalize_credit_code
from eventmgr.tools.web.forms import CodeSelect, Form, LineField, OrganizationField, Required, SidesForm

_OPEN = _l("not known")
_SIZES = SizeClass.choices()
_KINDS = [(kind.value, kind.label) for kind in NameKind if kind is not NameKind.MERGED]


def credit_code(_form: PlainForm, field: Field) -> None:
    """The field holds a social credit code whose check character is right; it is normalised."""
    if field.data:
        try:
            field.data = normalize_credit_code(field.data)
        except Refusal as refusal:
            raise ValidationError(refusal.message) from refusal


class FactsForm(Form):
    """What an organization says."""

    name = OrganizationField(WORDS["name"], [Required()])
    name_en = LineField(WORDS["name_en"])
    credit_code = LineField(WORDS["credit_code"], [credit_code], longest=40)
    province_code = CodeSelect(WORDS["province_code"], blank=_OPEN, choices=lambda: choices_provinces(language()))
    sector_code = CodeSelect(WORDS["sector_code"], blank=_OPEN, choices=lambda: choices_sectors(language()))
    size_class = CodeSelect(WORDS["size_class"], blank=_OPEN, choices=_SIZES)

    def facts(self) -> Facts:
        """What was typed."""
        return Facts(**{name: self[name].data or "" for name in FIELDS})


class NameForm(Form):
    """Another name of an organization."""

    other_name = OrganizationField(_l("Other name"), [Required()])
    kind = CodeSelect(_l("Kind"), [Required()], choices=_KINDS)


class UndoForm(Form):
    """What becomes of who came in between."""

    moves = BooleanField(_l("Those who typed a name of the restored organization come from there again"))


class MergeForm(SidesForm):
    """Which organization stays, and which value of each field in which they differ."""

    stays = RadioField(_l("Organization that stays"))


def list_different(one: Organization, other: Organization) -> list[str]:
    """The columns in which they differ."""
    left, right = facts_of(one), facts_of(other)
    return [name for name in FIELDS if left[name] != right[name]]


def merge_form(one: Organization, other: Organization) -> MergeForm:
    """The form for two organizations, with the first one's values chosen where it has any."""
    choices = [SelectChoice(str(row.id), str(row.id)) for row in (one, other)]
    different, left = list_different(one, other), facts_of(one)
    kind: type[MergeForm] = type(
        "OneMergeForm",
        (MergeForm,),
        {MergeForm.SIDE + name: RadioField(WORDS[name], choices=choices) for name in different},
    )
    first: dict[str, str] = {MergeForm.SIDE + name: str(one.id if left[name] else other.id) for name in different}
    form = kind(data={"stays": str(one.id), "as_shown": seen_of(one, other), **first})
    form.stays.choices = choices
    return form
