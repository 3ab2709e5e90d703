"""Pages of accommodation for organizers."""

from eventmgr.logistics.lodging.manage import board, hotels, people, sheet
from eventmgr.logistics.lodging.manage.blueprint import bp

__all__ = ["board", "bp", "hotels", "people", "sheet"]
