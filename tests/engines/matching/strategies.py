"""Small pools of listings, made from a few hand-written pieces so that they share words, topics and sectors."""

from __future__ import annotations

from hypothesis import strategies as st

from eventmgr.engines.matching import DEMAND, SUPPLY, Listing

TOPICS = ("", "iot", "sensor", "energy", "mes", "training", "supply_chain")
SECTORS = ("", "C26", "C17", "C36", "I", "M", "C40")
PLACES = (("310000", "east"), ("420000", "central_south"), ("", ""))
PIECES = (
    *("储罐液位靠人爬上去看", "雷达料位计集中显示", "细纱车间产量手抄", "锭位级产量系统", "空调电费高", "冷站节能分享"),
    *("焊工转岗学机器人", "示教培训脱产班", "刹车片外观靠肉眼", "AOI 相机在线检测", "电镀代工", "600 吨注塑机 5G 联网"),
)


@st.composite
def pools(draw: st.DrawFn, *, most: int = 10) -> list[Listing]:
    """At least one demand and one supply."""
    kinds = [DEMAND, SUPPLY, *draw(st.lists(st.sampled_from((DEMAND, SUPPLY)), max_size=most - 2))]
    listings = []
    for number, kind in enumerate(kinds):
        province, side = draw(st.sampled_from(PLACES))
        pieces = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3))
        listings.append(
            Listing(
                id=f"{kind[0].upper()}{number:02}",
                kind=kind,
                org=f"样例{number % 3}号",
                province=province,
                side=side,
                sector=draw(st.sampled_from(SECTORS)),
                topic=draw(st.sampled_from(TOPICS)),
                title=pieces[0],
                text="，".join(pieces[1:]),
            )
        )
    return listings
