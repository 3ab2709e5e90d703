"""What people type about accounts."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, Field, PasswordField, SelectField, ValidationError
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from eventmgr.ground.i18n import _, _l, language
from eventmgr.ground.text import mail_address
from eventmgr.identity.accounts.models import Level, User
from eventmgr.identity.accounts.passwords import MIN_LENGTH, weakness
from eventmgr.identity.accounts.services import Account
from eventmgr.tools.taxonomy import choices_units
from eventmgr.tools.web.forms import Form, LineField, PersonNameField

LEVELS = {
    Level.NATIONAL: _l("National: sees all published events"),
    Level.PROVINCIAL: _l("Provincial: sees published events held in the province"),
    Level.ORGANIZATION: _l("Organization: sees the events of your teams"),
}
_WEAK = {
    "short": _l("The password is too short: use at least %(number)s characters.", number=MIN_LENGTH),
    "long": _l("The password is too long: use at most 200 characters."),
    "common": _l("This password is too easy to guess. Choose another."),
    "personal": _l("The password contains your address. Choose another."),
    "simple": _l(
        "Mix at least two of: lower-case letters, upper-case letters, digits, symbols. Or use 16 characters or more."
    ),
}


def email_address(_form: PlainForm, field: Field) -> None:
    """The field holds a deliverable-looking address; it is normalised. No look-up is made."""
    if not field.data:
        return
    try:
        field.data = mail_address(field.data)
    except ValueError as error:
        raise ValidationError(
            _("“%(value)s” is not a complete e-mail address, such as name@example.com.", value=field.data)
        ) from error


class SignInForm(Form):
    """Signs in with e-mail address and password."""

    email = LineField(_l("E-mail"), [DataRequired(_l("Enter your e-mail address.")), Length(max=254)])
    password = PasswordField(_l("Password"), [InputRequired(_l("Enter your password.")), Length(max=200)])


class CodeForm(Form):
    """A code of the authenticator app, or a recovery code."""

    code = LineField(_l("Code"), [DataRequired(_l("Enter the code.")), Length(max=40)])


class PasskeyForm(Form):
    """A new passkey: what its owner calls it, and that it is the owner who adds it."""

    name = LineField(_l("Name of the passkey"), [DataRequired(_l("Give the passkey a name.")), Length(max=40)])
    proof = PasswordField("", [Length(max=200)])


class ForgotForm(Form):
    """The address that a reset letter goes to."""

    email = LineField(_l("E-mail"), [DataRequired(_l("Enter your e-mail address.")), Length(max=254), email_address])


class PasswordForm(Form):
    """A new password, typed twice."""

    password = PasswordField(_l("New password"), [InputRequired(_l("Enter a new password."))])
    again = PasswordField(_l("New password again"), [InputRequired(_l("Enter the new password a second time."))])

    def __init__(self, *args: object, email: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._email = email

    def validate_password(self, field: Field) -> None:
        """The password is strong enough."""
        fault = weakness(field.data or "", self._email)
        if fault:
            raise ValidationError(_WEAK[fault])

    def validate_again(self, field: Field) -> None:
        """Refuse a repeated password that differs from the first."""
        if field.data != self.password.data:
            raise ValidationError(_("The two passwords differ. Enter the same one twice."))


class UserForm(Form):
    """An account as an administrator sees it."""

    email = LineField(_l("E-mail"), [DataRequired(_l("Enter the e-mail address.")), Length(max=254), email_address])
    name = PersonNameField(_l("Name"), [DataRequired(_l("Enter the name.")), Length(max=50)])
    level = SelectField(_l("Level"))
    unit_code = SelectField(_l("Delegation (provincial accounts)"))
    language = SelectField(_l("E-mail language"), choices=[SelectChoice("zh", "中文"), SelectChoice("en", "English")])
    is_admin = BooleanField(_l("Administrator: may do everything"))
    may_create_events = BooleanField(_l("May create events"))
    disabled = BooleanField(_l("Disabled: cannot sign in"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.level.choices = [SelectChoice(level.value, label) for level, label in LEVELS.items()]
        units = [("", _("none")), *choices_units(language())]
        self.unit_code.choices = [SelectChoice(code, words) for code, words in units]

    @staticmethod
    def read(user: User) -> dict[str, Any]:
        """The account as the form shows it."""
        return {
            "email": user.email,
            "name": user.name,
            "level": user.level.value,
            "unit_code": user.unit_code or "",
            "language": user.language,
            "is_admin": user.is_admin,
            "may_create_events": user.may_create_events,
            "disabled": user.disabled_at is not None,
        }

    def account(self) -> Account:
        """The typed values as the service takes them."""
        return Account(
            email=self.email.data or "",
            name=self.name.data or "",
            level=Level(self.level.data),
            unit_code=self.unit_code.data or None,
            is_admin=self.is_admin.data,
            may_create_events=self.may_create_events.data,
            language=self.language.data,
        )
