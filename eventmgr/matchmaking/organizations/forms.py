"""What is typed and chosen about organizations."""

from __future__ import annotations

from wtforms import BooleanField, Field, ValidationError
from wtforms import Form as PlainForm

from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _l, language
from eventmgr.identity.directory.models import NameKind, Organization
from eventmgr.matchmaking.organizations.labels import FIELDS, WORDS
from eventmgr.matchmaking.organizations.services import Facts, facts_of, seen_of
from eventmgr.tools.likeness.comparing import list_different
from eventmgr.tools.likeness.forms import MergeForm, merge_form
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors
from eventmgr.tools.taxonomy.credit_codes import normalize_credit_code
from eventmgr.tools.taxonomy.sizes import SizeClass
from eventmgr.tools.web.forms import CodeSelect, Form, LineField, OrganizationField, Required

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
    """The facts about an organization."""

    name = OrganizationField(WORDS["name"], [Required()])
    name_en = LineField(WORDS["name_en"])
    credit_code = LineField(WORDS["credit_code"], [credit_code], longest=40)
    province_code = CodeSelect(WORDS["province_code"], blank=_OPEN, choices=lambda: choices_provinces(language()))
    sector_code = CodeSelect(WORDS["sector_code"], blank=_OPEN, choices=lambda: choices_sectors(language()))
    size_class = CodeSelect(WORDS["size_class"], blank=_OPEN, choices=_SIZES)

    def facts(self) -> Facts:
        """The facts as they were typed."""
        return Facts(**{name: self[name].data or "" for name in FIELDS})


class NameForm(Form):
    """Another name of an organization."""

    other_name = OrganizationField(_l("Other name"), [Required()])
    kind = CodeSelect(_l("Kind"), [Required()], choices=_KINDS)


class UndoForm(Form):
    """What becomes of who came in between."""

    moves = BooleanField(_l("Those who typed a name of the restored organization come from there again"))


def compare_form(first: Organization, second: Organization) -> MergeForm:
    """The form for two organizations, with the first one's values chosen where it has any."""
    own = facts_of(first)
    fields = {name: (WORDS[name], first if own[name] else second) for name in list_different(own, facts_of(second))}
    label = _l("Organization that stays")
    return merge_form(first, second, label=label, stays=first, fields=fields, shown=seen_of(first, second))
