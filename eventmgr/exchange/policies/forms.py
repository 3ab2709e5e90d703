"""What is typed and chosen about policies."""

from __future__ import annotations

from typing import Any

from wtforms import Field, FileField, ValidationError
from wtforms import Form as PlainForm

from eventmgr.exchange.policies.models import (
    LONGEST_ISSUER,
    LONGEST_SUMMARY,
    LONGEST_TEXT,
    LONGEST_TITLE,
    ApplicantKind,
    ApplicantTag,
    Policy,
    PolicyLevel,
    SupportKind,
)
from eventmgr.exchange.policies.services import EDITED, PolicyDraft
from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import _, _l, language
from eventmgr.tools.sheets import Sheet, UnreadableSheet, read_file, read_pasted
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors, get_province
from eventmgr.tools.taxonomy.sizes import SizeClass
from eventmgr.tools.web.forms import (
    AmountField,
    BilingualLine,
    BilingualText,
    CodeMultiSelect,
    CodeSelect,
    DateField,
    Form,
    IntField,
    LineField,
    Required,
    TextField,
    field_of,
)

_COUNTRY = _l("Whole country")
_MOST_SECTORS = 12


def web_address(_form: PlainForm, field: Field) -> None:
    """The field holds an address of the web."""
    if field.data and not field.data.startswith(("https://", "http://")):
        raise ValidationError(_("“%(label)s” begins with https:// or http://.", label=field.label.text))


def few(_form: PlainForm, field: Field) -> None:
    """Not too many are chosen."""
    if len(field.data or ()) > _MOST_SECTORS:
        raise ValidationError(
            _("“%(label)s”: choose at most %(most)s, or none for all.", label=field.label.text, most=_MOST_SECTORS)
        )


class PolicyForm(Form):
    """A policy: title, issuer, days and who may apply."""

    title = BilingualLine(label_of(Policy.title), [Required()], longest=LONGEST_TITLE)
    level = CodeSelect(label_of(Policy.level), [Required()], choices=PolicyLevel.choices)
    province_code = CodeSelect(label_of(Policy.province_code), blank=_COUNTRY)
    issuer = BilingualLine(label_of(Policy.issuer), [Required()], longest=LONGEST_ISSUER)
    number = field_of(Policy.number, description=_l("As it stands on the document, such as 苏样政发〔2026〕12号."))
    issued_on = field_of(Policy.issued_on, [Required()])
    effective_on = field_of(Policy.effective_on, [Required()])
    valid_until = field_of(Policy.valid_until, description=_l("Leave empty if the document names no end."))
    sector_codes = CodeMultiSelect(
        label_of(Policy.sector_codes),
        [few],
        choices=lambda: choices_sectors(language()),
        description=_l("None: every sector."),
    )
    kinds = CodeMultiSelect(
        label_of(Policy.kinds), choices=ApplicantKind.choices, description=_l("None: whatever kind it is.")
    )
    sizes = CodeMultiSelect(label_of(Policy.sizes), choices=SizeClass.choices, description=_l("None: of any size."))
    tags = CodeMultiSelect(
        label_of(Policy.tags), choices=ApplicantTag.choices, description=_l("One of them is enough. None: not needed.")
    )
    support = CodeSelect(label_of(Policy.support), [Required()], choices=SupportKind.choices)
    rate = IntField(label_of(Policy.rate), least=1, most=100, description=_l("Share of the costs that is borne."))
    ceiling = AmountField(label_of(Policy.ceiling), most=1_000_000)
    window_from = field_of(Policy.window_from)
    window_to = field_of(Policy.window_to, description=_l("The last day on which one can apply."))
    summary = BilingualText(label_of(Policy.summary), [Required()], longest=LONGEST_SUMMARY)
    text = BilingualText(
        label_of(Policy.text), longest=LONGEST_TEXT, description=_l("Markdown: ## heading, - list, **bold**.")
    )
    source_url = LineField(label_of(Policy.source_url), [web_address], longest=300)
    contact = field_of(Policy.contact, description=_l("Office, telephone number: whom applicants ask."))
    supersedes_id = CodeSelect(
        label_of(Policy.supersedes_id),
        blank=_l("nothing"),
        description=_l("Once this policy is published, that one ends on the day on which this one comes into force."),
    )

    def draft(self) -> PolicyDraft:
        """What was typed; ask after it has been validated."""
        values = {name: self[name].data for name in EDITED}
        number = values["supersedes_id"]
        return values | {
            "level": PolicyLevel(values["level"]),
            "support": SupportKind(values["support"]),
            "supersedes_id": int(number) if number else None,
            "ceiling": values["ceiling"] or None,
        }


class RepealForm(Form):
    """From which day a policy does not hold any more."""

    repealed_on = DateField(label_of(Policy.repealed_on), [Required()])


class FileForm(Form):
    """A file of a policy."""

    file = FileField(_l("File"), description=_l("PDF, Word, Excel, PowerPoint, PNG or JPEG, at most 10 MB."))


class SheetForm(Form):
    """Takes policies from a spreadsheet or from pasted rows."""

    file = FileField(_l("Spreadsheet"), description=_l("Excel or WPS (.xlsx, .xls) or CSV, at most 10 MB."))
    pasted = TextField(
        _l("Or paste the rows here"),
        longest=400_000,
        description=_l("Copy the list in your spreadsheet, with its row of column names, and paste it."),
    )

    def read(self, data: bytes) -> Sheet | None:
        """What was sent; None: it cannot be read, and the form says why."""
        try:
            if data:
                return read_file(data)
            if self.pasted.data:
                return read_pasted(self.pasted.data)
            self.file.errors = [_("Choose a file, or paste the rows below.")]
        except UnreadableSheet as error:
            (self.file if data else self.pasted).errors = [error.sentence.translated(_)]
        return None


def policy_form(
    policy: Policy | None, supersedable: list[tuple[str, str]], *, own: str, is_fresh: bool = False
) -> PolicyForm:
    """The form of that policy, or of a new one.

    Args:
        supersedable: what it may supersede, (number, words).
        own: the one province whose policies the account may keep; empty: every one's, and the country's.
        is_fresh: leaves what was posted out of account.
    """
    data: dict[str, Any] = {name: getattr(policy, name) for name in EDITED} if policy is not None else {}
    if policy is None and own:
        data = {"level": PolicyLevel.PROVINCIAL, "province_code": own}
    form = PolicyForm(None, data=data) if is_fresh else PolicyForm(data=data)
    provinces = choices_provinces(language())
    if own:
        form.province_code.blank = None
        form.level.offer([pair for pair in PolicyLevel.choices() if pair[0] != PolicyLevel.NATIONAL.value])
        provinces = [(own, get_province(own).name(language()))]
    form.province_code.offer(provinces)
    form.supersedes_id.offer(supersedable)
    return form
