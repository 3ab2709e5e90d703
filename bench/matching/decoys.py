"""Decoys: supplies that talk like a demand but sell something else.

Somebody who needs his tanks measured does not want another tank, though whoever makes tanks uses all his words. Word
overlap is fooled by that, so every second demand of a set gets a decoy made of pieces of its own text and a trade
that does not help. Built by rule and from a fixed seed.
"""

from __future__ import annotations

import random
import re

from eventmgr.engines.matching import Listing

TRADES = (
    ("supply_chain", "C33", "代工", "来样承接，长期供货，量大从优"),
    ("equipment", "C35", "制造销售", "整机制造，送货安装，旧机回收"),
    ("equipment", "C34", "租售", "新旧都有，可租可售，随叫随到"),
    ("material", "C26", "耗材", "配套耗材与药剂，现货直发"),
    ("service", "L", "图文制作", "画册、标牌、打印装订，当天可取"),
    ("equipment", "E", "工程施工", "土建、安装与装修，包工包料"),
    ("supply_chain", "F", "批发", "仓库现货，全国发运，规格齐"),
)


def decoy(demand: Listing, number: int, rng: random.Random) -> Listing:
    """A supply with pieces of the demand's own text and another trade than the one that would help."""
    trades = [trade for trade in TRADES if trade[0] != demand.topic]
    topic, sector, trade, said = rng.choice(trades)
    pieces = [piece for piece in re.split("[，。、；（）]", demand.text) if piece]
    rng.shuffle(pieces)
    words = "，".join(piece[: rng.randint(4, 9)] for piece in pieces[:2])
    title = demand.title[: rng.randint(3, 6)] + trade
    side = "east" if demand.side != "east" else "central_south"
    return Listing(f"X{number:04}", "supply", "样例商行", "310000", side, sector, topic, title, f"{words}，{said}")


def with_decoys(listings: list[Listing], seed: int = 7) -> list[Listing]:
    """The listings and a decoy for every second demand, by the order of their ids."""
    rng = random.Random(seed)
    demands = sorted((item for item in listings if item.is_demand), key=lambda item: item.id)
    return listings + [decoy(demand, number, rng) for number, demand in enumerate(demands[::2])]
