"""The front door: coming and past events with filters, as list and month; an event passed on as address, code, picture
and poster."""
