"""Bulk e-mails as organizers write them, look at them, send them and stop them: one blueprint."""

from eventmgr.bulkmail.manage import acting, showing, writing
from eventmgr.bulkmail.manage.blueprint import bp

__all__ = ["acting", "bp", "showing", "writing"]
