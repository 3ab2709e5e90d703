"""Bulk e-mails as organizers write them, look at them, send them and stop them: one blueprint."""

from eventmgr.office.mailings.emails.manage import acting, showing, writing
from eventmgr.office.mailings.emails.manage.blueprint import bp

__all__ = ["acting", "bp", "showing", "writing"]
