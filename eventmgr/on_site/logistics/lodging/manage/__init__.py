"""Pages of accommodation for organizers."""

from eventmgr.on_site.logistics.lodging.manage import board, hotels, people, sheet
from eventmgr.on_site.logistics.lodging.manage.blueprint import bp

__all__ = ["board", "bp", "hotels", "people", "sheet"]
