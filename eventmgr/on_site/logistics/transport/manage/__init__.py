"""Pages of transport for organizers."""

from eventmgr.on_site.logistics.transport.manage import board, rides, sheet, vehicles
from eventmgr.on_site.logistics.transport.manage.blueprint import bp

__all__ = ["board", "bp", "rides", "sheet", "vehicles"]
