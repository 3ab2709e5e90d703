"""Forty fictional cases of many provinces and sectors; three say nearly what another one says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from eventmgr.console.sample import queries
from eventmgr.exchange.cases.models import Case, CaseMetric, CaseState, CaseTrack, CostBand
from eventmgr.exchange.cases.services import EDITED, fill_case, hold
from eventmgr.ground.db import db
from eventmgr.ground.text import folded
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.services import organizations_named
from eventmgr.tools.metrics.models import Direction, MetricKind, MetricUnit, Voucher
from eventmgr.tools.taxonomy.sizes import SizeClass

_UP, _DOWN = Direction.UP, Direction.DOWN
_KINDS = {
    "eff": (MetricKind.EFFICIENCY, _UP),
    "cost": (MetricKind.COST, _DOWN),
    "def": (MetricKind.DEFECTS, _DOWN),
    "en": (MetricKind.ENERGY, _DOWN),
    "del": (MetricKind.DELIVERY, _DOWN),
    "val": (MetricKind.VALUE_ADDED, _UP),
}
_SIZES = (SizeClass.LARGE, SizeClass.MEDIUM, SizeClass.SMALL, SizeClass.MICRO, None)
_BASELINES = (
    {"zh": "改造前一年平均值", "en": "average of the year before"},
    {"zh": "改造前三个月平均值", "en": "average of the three months before"},
    {"zh": "同型号老产线", "en": "the old line for the same model"},
)
_PERIODS = (
    {"zh": "投用后 12 个月", "en": "12 months after commissioning"},
    {"zh": "投用后 6 个月", "en": "six months after commissioning"},
)
_EVIDENCE = (
    {"zh": "MES 月度报表", "en": "monthly MES reports"},
    {"zh": "能源审计报告", "en": "energy audit report"},
    {"zh": "客户验收记录", "en": "customer acceptance record"},
)
_DRAFTS = 3
"""So many of the last wait for publication."""


@dataclass(frozen=True)
class _Planned:
    """One case.

    Attributes:
        metrics: `eff 30+`: kind, per cent, “or more”.
    """

    province: str
    organization: str
    sector: str
    topics: str
    title: tuple[str, str]
    done: str
    summary_en: str
    metrics: str
    track: CaseTrack | None = CaseTrack.TRANSFORMATION
    saved: int = 0
    """10,000 yuan a year; 0: not said."""


_HIGH, _BASE = CaseTrack.HIGH_END, CaseTrack.FOUNDATION
_ENGLISH = {
    "样例临港动力总成有限公司": "Lingang Sample Powertrain Co., Ltd.",
    "样例江夏汽车部件有限公司": "Jiangxia Sample Auto Parts Co., Ltd.",
    "样例苏南精密注塑有限公司": "Sunan Sample Precision Moulding Co., Ltd.",
    "样例皖江塑料制品有限公司": "Wanjiang Sample Plastics Co., Ltd.",
    "样例岭南家电有限公司": "Lingnan Sample Appliances Co., Ltd.",
    "样例胶东电器有限公司": "Jiaodong Sample Electrics Co., Ltd.",
    "样例甬江模具有限公司": "Yongjiang Sample Moulds Co., Ltd.",
    "样例闽南鞋服有限公司": "Minnan Sample Footwear Co., Ltd.",
    "样例中原装备有限公司": "Zhongyuan Sample Equipment Co., Ltd.",
    "样例湘江工程机械有限公司": "Xiangjiang Sample Construction Machinery Co., Ltd.",
    "样例京北传感器有限公司": "Jingbei Sample Sensors Co., Ltd.",
    "样例津沽自行车有限公司": "Jingu Sample Bicycles Co., Ltd.",
    "样例燕赵钢铁有限公司": "Yanzhao Sample Steel Co., Ltd.",
    "样例晋中煤机有限公司": "Jinzhong Sample Mining Machinery Co., Ltd.",
    "样例草原乳业有限公司": "Caoyuan Sample Dairy Co., Ltd.",
    "样例辽海机床有限公司": "Liaohai Sample Machine Tools Co., Ltd.",
    "样例吉汽模具有限公司": "Jiqi Sample Dies Co., Ltd.",
    "样例龙江农机有限公司": "Longjiang Sample Farm Machinery Co., Ltd.",
    "样例赣江铜业有限公司": "Ganjiang Sample Copper Co., Ltd.",
    "样例桂中糖业有限公司": "Guizhong Sample Sugar Co., Ltd.",
    "样例琼海制药有限公司": "Qionghai Sample Pharmaceuticals Co., Ltd.",
    "样例渝北电子有限公司": "Yubei Sample Electronics Co., Ltd.",
    "样例蓉城航空零件有限公司": "Rongcheng Sample Aircraft Parts Co., Ltd.",
    "样例黔中磷化有限公司": "Qianzhong Sample Phosphates Co., Ltd.",
    "样例滇池光电有限公司": "Dianchi Sample Optoelectronics Co., Ltd.",
    "样例秦川齿轮有限公司": "Qinchuan Sample Gears Co., Ltd.",
    "样例陇原风电有限公司": "Longyuan Sample Wind Power Co., Ltd.",
    "样例青藏锂业有限公司": "Qingzang Sample Lithium Co., Ltd.",
    "样例宁夏枸杞食品有限公司": "Ningxia Sample Goji Foods Co., Ltd.",
    "样例天山纺织有限公司": "Tianshan Sample Textiles Co., Ltd.",
    "样例高原建材有限公司": "Gaoyuan Sample Building Materials Co., Ltd.",
    "样例苏北建材有限公司": "Subei Sample Building Materials Co., Ltd.",
    "样例光谷激光有限公司": "Guanggu Sample Lasers Co., Ltd.",
    "样例合肥显示有限公司": "Hefei Sample Displays Co., Ltd.",
    "样例浦江化工有限公司": "Pujiang Sample Chemicals Co., Ltd.",
    "样例东莞连接器有限公司": "Dongguan Sample Connectors Co., Ltd.",
    "样例义乌饰品有限公司": "Yiwu Sample Jewellery Co., Ltd.",
    "样例鲁中轮胎有限公司": "Luzhong Sample Tyres Co., Ltd.",
    "样例冀中管道有限公司": "Jizhong Sample Pipelines Co., Ltd.",
    "样例株洲电机有限公司": "Zhuzhou Sample Motors Co., Ltd.",
}
"""Organization → its English name."""
_PLANNED = (
    _Planned("310000", "样例临港动力总成有限公司", "C36", "robot mes monitor aps", ("机器人与 MES 协同的柔性装配线", "Robots and MES on a flexible assembly line"), "总装线部署协作机器人与制造执行系统，工序数据实时上传，按订单柔性排产，换型时间由六小时缩短到四十分钟。", "Robots and an MES share one line; orders are scheduled by the minute.", "eff 30+ def 20", saved=320),
    _Planned("420000", "样例江夏汽车部件有限公司", "C36", "robot mes aps", ("协作机器人与 MES 柔性装配线改造", "A flexible assembly line with cobots and MES"), "总装线部署协作机器人与制造执行系统，工序数据实时上传，按订单柔性排产，换型时间由五小时缩短到五十分钟。", "An assembly line with cobots and an MES, scheduled by order.", "eff 28 def 18"),
    _Planned("320000", "样例苏南精密注塑有限公司", "C29", "monitor energy iot", ("注塑车间能耗在线监测与错峰排产", "Energy monitoring in an injection moulding shop"), "每台注塑机加装电表和温度传感器，能耗按模次归集，高耗能工序移到谷段，烘料余热回收。", "Each machine is metered; ovens run at off-peak hours.", "en 15 cost 8", saved=86),
    _Planned("340000", "样例皖江塑料制品有限公司", "C29", "energy iot", ("注塑车间能耗监测和错峰生产", "Metering and off-peak moulding"), "每台注塑机加装电表和温度传感器，能耗按模次归集，高耗能工序移到谷段，烘料余热用于采暖。", "Machines are metered one by one and scheduled off-peak.", "en 13"),
    _Planned("440000", "样例岭南家电有限公司", "C38", "vision quality ai", ("空调外观缺陷视觉检测", "Vision inspection of air conditioner panels"), "喷涂后设六工位相机，深度学习识别划伤和色差，缺陷图片随条码入库，倒查到喷枪参数。", "Six cameras find scratches and colour differences after painting.", "def 35+ eff 12"),
    _Planned("370000", "样例胶东电器有限公司", "C38", "vision quality ai", ("面板外观缺陷机器视觉检测", "Machine vision for panel defects"), "喷涂后设四工位相机，深度学习识别划伤和色差，缺陷图片随条码入库，倒查到喷枪参数。", "Four cameras find scratches after painting.", "def 30"),
    _Planned("330000", "样例甬江模具有限公司", "C35", "cnc cad plm", ("模具设计与编程知识库", "A knowledge base for mould design"), "把典型型腔的设计和刀路沉淀为参数化模板，新模具从模板派生，审批在线流转。", "Cavities and tool paths are kept as parametric templates.", "del 40 eff 25", _HIGH),
    _Planned("350000", "样例闽南鞋服有限公司", "C19", "imodel aps", ("小单快反的个性化定制", "Made to order in small lots"), "门店量脚数据直接生成鞋楦和裁片，吊挂线按单流转，最小起订量降到一双。", "Shops measure feet; lasts and pieces are cut by order.", "del 50+ val 18"),
    _Planned("410000", "样例中原装备有限公司", "C35", "pdm_maint iot service", ("盾构机远程运维服务", "Remote service for tunnelling machines"), "主轴承和液压系统加装振动、油液传感器，专家中心按健康度派工，设备销售转为按延米服务。", "Bearings are watched from afar; customers pay by the metre.", "val 22 cost 12", _HIGH),
    _Planned("430000", "样例湘江工程机械有限公司", "C35", "twin smart_factory", ("泵车工厂数字孪生", "A digital twin of a pump truck plant"), "焊接、涂装、总装全流程建模，新产品先在孪生体验证节拍和物流，再上现场。", "Cycle times are proved in the twin before the line is touched.", "eff 26 del 20", _HIGH),
    _Planned("110000", "样例京北传感器有限公司", "C40", "sensor core_part", ("压力传感器芯片自动标定", "Automatic calibration of pressure sensors"), "标定炉、压力源和测试仪联机，四千只一批无人标定，数据写入芯片并留档。", "Four thousand sensors are calibrated in a batch without hands.", "eff 60+ def 45", _BASE),
    _Planned("120000", "样例津沽自行车有限公司", "C37", "agv auto_line", ("车架焊接与仓储一体化", "Welding and storage in one flow"), "立体库按焊接节拍配送管件，AGV 对接焊接岛，工单缺料提前两小时报警。", "A high-bay store feeds welding islands by AGV.", "eff 33 cost 15"),
    _Planned("130000", "样例燕赵钢铁有限公司", "C31", "energy bigdata ai", ("加热炉燃烧智能控制", "Smart combustion in reheating furnaces"), "以钢坯温度模型设定空燃比，热值波动两秒内响应，烟气余热逐级利用。", "A model of slab temperature sets the ratio of air to gas.", "en 6 cost 5", saved=1450),
    _Planned("140000", "样例晋中煤机有限公司", "C35", "pdm_maint platform", ("液压支架状态监测平台", "Monitoring of hydraulic supports"), "井下支架压力无线采集，地面平台预警立柱泄漏，备件按预测备货。", "Leaks are foreseen and parts are stocked by forecast.", "cost 18 eff 10"),
    _Planned("150000", "样例草原乳业有限公司", "C14", "quality id_resolution", ("一物一码的奶源追溯", "Tracing milk by code"), "牧场、奶罐车、生产批次和箱码贯通，消费者扫码可见检测报告，问题批次十分钟内锁定。", "Farm, tank and batch are one chain; a batch is found in ten minutes.", "def 25 del 30"),
    _Planned("210000", "样例辽海机床有限公司", "C34", "cnc core_part highend", ("五轴机床关键部件自主化", "Own key parts for five-axis machines"), "摆头和转台自主设计，装配温控车间恒温正负半度，精度保持期延长。", "Swivel heads and rotary tables are made in house.", "val 30+ cost 20", _BASE),
    _Planned("220000", "样例吉汽模具有限公司", "C36", "robot vision", ("冲压线端拾器快换", "Quick change of press tooling"), "端拾器编码识别，机器人自动换装，首件由视觉确认，免去人工对孔。", "Robots change grippers; vision confirms the first part.", "eff 18 def 12"),
    _Planned("230000", "样例龙江农机有限公司", "C35", "service iot", ("联合收割机作业服务", "Harvesting as a service"), "农机作业轨迹和产量在线，合作社按亩结算，维修站按故障码提前备件。", "Cooperatives pay by area; workshops stock by fault code.", "val 15 del 35"),
    _Planned("360000", "样例赣江铜业有限公司", "C32", "monitor ai energy", ("电解槽短路智能巡检", "Finding shorts in electrolytic cells"), "红外行车巡检电解槽，短路位置推送到工位，替代人工浇水测温。", "An infrared crane finds shorts and tells the crew.", "en 4 eff 15"),
    _Planned("450000", "样例桂中糖业有限公司", "C13", "monitor aps", ("甘蔗进厂与压榨协同", "Cane supply and crushing in step"), "砍运票、地磅和压榨负荷联动，蔗车排队由六小时降到一小时，新鲜度提高。", "Tickets, scales and mills share one plan.", "eff 12 def 9"),
    _Planned("460000", "样例琼海制药有限公司", "C27", "mes quality", ("固体制剂电子批记录", "Electronic batch records"), "称量、混合、压片数据自动记录，偏差在线处理，放行时间缩短。", "Records write themselves; deviations are handled on line.", "del 55+ def 30"),
    _Planned("500000", "样例渝北电子有限公司", "C39", "vision mes auto_line", ("笔记本电脑整机自动测试", "Automatic testing of notebooks"), "整机测试岛自动上下料，测试程序按序列号下发，误判由图像复核。", "Islands load, test and sort by serial number.", "eff 45 def 28"),
    _Planned("510000", "样例蓉城航空零件有限公司", "C37", "cnc twin highend", ("航空薄壁件加工变形控制", "Thin walls without distortion"), "在机测量余量并修正刀路，装夹力按仿真给定，一次交检合格率提高。", "Allowances are measured on the machine and paths corrected.", "def 50 del 25", _HIGH),
    _Planned("520000", "样例黔中磷化有限公司", "C26", "security monitor", ("磷化工装置安全联锁升级", "Safer interlocks in a phosphate plant"), "关键参数三取二表决，报警分级治理，一人值守三套装置。", "Alarms are ranked; one operator runs three units.", "cost 10 def 40"),
    _Planned("530000", "样例滇池光电有限公司", "C39", "sensor rnd material", ("红外镜头晶体材料国产化", "Own crystals for infrared lenses"), "锗单晶炉温场改造，径向电阻率均匀性提高，进口替代三成。", "Better furnaces make even crystals; imports are replaced.", "val 28 cost 16", _BASE),
    _Planned("610000", "样例秦川齿轮有限公司", "C34", "cnc core_part quality", ("精密减速器齿轮磨削闭环", "A closed loop for grinding gears"), "磨齿、检测、修形闭环，砂轮寿命建模，装配前选配由算法给出。", "Grinding and measuring correct each other.", "def 38 eff 20", _BASE),
    _Planned("620000", "样例陇原风电有限公司", "C38", "pdm_maint bigdata", ("风机叶片状态评估", "Condition of wind turbine blades"), "无人机巡检和声纹监测结合，裂纹早期识别，检修窗口按风况安排。", "Drones and sound find cracks early.", "cost 14 eff 9"),
    _Planned("630000", "样例青藏锂业有限公司", "C26", "energy monitor", ("盐湖提锂吸附工段优化", "Better adsorption of lithium"), "吸附塔切换由浓度在线决定，洗脱水循环使用，淡水消耗下降。", "Towers change by concentration; rinse water is used again.", "en 11 cost 9"),
    _Planned("640000", "样例宁夏枸杞食品有限公司", "C14", "vision auto_line", ("枸杞色选与分装自动化", "Sorting and packing goji"), "近红外色选剔除霉变果，自动分装按克重补偿，包装换型免工具。", "Near-infrared sorting and weighing without tools.", "eff 70+ def 22"),
    _Planned("650000", "样例天山纺织有限公司", "C17", "iot mes", ("纱线质量与断头在线分析", "Yarn breaks on line"), "细纱机单锭监测断头，挡车工按热区巡回，用工减少三成。", "Each spindle tells of breaks; workers go where they are.", "eff 24 cost 13"),
    _Planned("540000", "样例高原建材有限公司", "C30", "energy twin", ("高海拔水泥窑分解炉优化", "A kiln at high altitude"), "按低氧条件重算燃烧，分解炉喂料由模型设定，氨水单耗下降。", "Combustion is computed for thin air.", "en 7 cost 6"),
    _Planned("320000", "样例苏北建材有限公司", "C30", "ai quality", ("瓷砖分级与配色", "Grading tiles by colour"), "釉面图像与色号库比对，自动分级打包，混色投诉减少。", "Glazes are compared with a library of shades.", "def 27 eff 14"),
    _Planned("420000", "样例光谷激光有限公司", "C35", "highend rnd", ("超快激光玻璃切割装备", "Ultrafast laser cutting of glass"), "皮秒激光隐切和二氧化碳裂片一体，崩边小于五微米，替代刀轮。", "Picosecond lasers replace cutting wheels.", "val 45+ def 60", _HIGH),
    _Planned("340000", "样例合肥显示有限公司", "C39", "ai vision bigdata", ("面板缺陷根因分析", "Root causes of panel defects"), "缺陷图与设备参数关联，根因按贡献度排序，良率爬坡由五个月缩到三个月。", "Defects are matched with machine parameters.", "del 40 def 17", _HIGH),
    _Planned("310000", "样例浦江化工有限公司", "C26", "twin security", ("聚合装置开停车仿真训练", "Training starts and stops in a twin"), "以高精度机理模型训练操作员，开车方案先演练，非计划停车减少。", "Operators train in a model of the plant.", "cost 7 eff 8"),
    _Planned("440000", "样例东莞连接器有限公司", "C39", "sme platform data_share", ("龙头带动连接器企业上平台", "A leading firm takes suppliers on its platform"), "整机厂开放订单和质量数据，二十六家配套企业共享排产和检具，来料检验改为抽检。", "Twenty-six suppliers share plans and gauges with their customer.", "del 30 def 15"),
    _Planned("330000", "样例义乌饰品有限公司", "C24", "sme imodel", ("小微饰品厂共享电镀中心", "A shared plating centre for small workshops"), "电镀工序集中到共享中心，挂具编码跟单，污水集中处理，小厂免环评重复投入。", "Small workshops share one plating centre.", "cost 25 en 18"),
    _Planned("370000", "样例鲁中轮胎有限公司", "C29", "smart_factory agv", ("轮胎全流程智能工厂", "A smart tyre plant"), "密炼到硫化物流贯通，胎坯按胎号配送，硫化能耗按条核算。", "Green tyres travel by number from mixer to press.", "eff 38 en 10 cost 17"),
    _Planned("130000", "样例冀中管道有限公司", "C33", "standard quality", ("管件焊接参数标准化", "Standard parameters for welding fittings"), "焊接工艺评定数据入库，焊机按工艺卡锁定参数，焊缝一次合格率提高。", "Machines hold the parameters of the procedure.", "def 33 eff 11", _BASE),
    _Planned("430000", "样例株洲电机有限公司", "C38", "material core_part", ("非晶电机定子成形", "Stators of amorphous metal"), "非晶带材叠压和切割工艺突破，铁耗下降，电机温升降低十五度。", "New stacking and cutting lower the losses.", "en 20 val 26", _BASE),
)  # fmt: skip


def add_cases(at: datetime) -> list[Case]:
    """All of them in this order, the last as drafts, as they stand at `at`."""
    hold()
    numbers = organizations_named({planned.organization: planned.province for planned in _PLANNED}, at=at)
    keys = [folded(planned.organization) for planned in _PLANNED]
    bodies = {body.id: body for body in queries.list_organizations(keys)}
    cases = []
    for number, planned in enumerate(_PLANNED):
        body = bodies[numbers[planned.organization]]
        body.size_class, body.name_en = body.size_class or _SIZES[number % len(_SIZES)], _ENGLISH[planned.organization]
        case = _case(number, planned, body, at)
        db.session.add(case)
        db.session.flush()
        db.session.add_all(_metrics(case, number, planned))
        cases.append(case)
    db.session.flush()
    return cases


def _case(number: int, planned: _Planned, body: Organization, at: datetime) -> Case:
    created_at = at - timedelta(days=4 * (len(_PLANNED) - number) + 10)
    is_draft = number >= len(_PLANNED) - _DRAFTS
    published_at = None if is_draft else created_at + timedelta(days=2)
    draft = dict.fromkeys(EDITED) | {
        "title": {"zh": planned.title[0], "en": planned.title[1]},
        "summary": {"zh": planned.done, "en": planned.summary_en},
        "situation": {"zh": "改造前依靠人工经验，数据靠纸面记录，异常发现晚。"} if number % 2 else {},
        "measures": {"zh": planned.done},
        "results": {},
        "province_code": planned.province,
        "sector_codes": [planned.sector],
        "topic_ids": planned.topics.split(),
        "track": planned.track,
        "cost_band": list(CostBand)[number % len(CostBand)],
        "months": 4 + number % 15,
        "in_use_since": date(2023 + number % 3, 1 + number % 12, 1),
        "supplier": {"zh": f"样例智造服务商{number % 7 + 1}"} if number % 3 else {},
        "is_demonstration": number % 5 == 0,
        "consent_by": "" if is_draft else f"样例联系人{number + 1}",
        "consent_on": None if is_draft else created_at.date(),
    }
    case = fill_case(Case(organization_id=body.id), body, draft, at=created_at)
    case.published_at = published_at
    case.state = CaseState.DRAFT if is_draft else CaseState.PUBLISHED
    case.updated_at = published_at or created_at
    return case


def _metrics(case: Case, number: int, planned: _Planned) -> list[CaseMetric]:
    pairs = planned.metrics.split()
    metrics = []
    for step, (key, value) in enumerate(zip(pairs[::2], pairs[1::2], strict=True)):
        kind, direction = _KINDS[key]
        metrics.append(
            CaseMetric(
                case_id=case.id, kind=kind, name={}, direction=direction, amount=100 * int(value.rstrip("+")),
                unit=MetricUnit.PERCENT, unit_name={}, or_more=value.endswith("+"),
                baseline=_BASELINES[(number + step) % len(_BASELINES)], period=_PERIODS[number % len(_PERIODS)],
                evidence=_EVIDENCE[(number + step) % len(_EVIDENCE)], vouched_by=list(Voucher)[(number + step) % len(Voucher)],
            )
        )  # fmt: skip
    if planned.saved:
        metrics.append(
            CaseMetric(
                case_id=case.id, kind=MetricKind.COST, name={}, direction=_DOWN, amount=100 * planned.saved,
                unit=MetricUnit.CNY10K, unit_name={}, baseline=_BASELINES[0], period=_PERIODS[0], evidence=_EVIDENCE[0],
                vouched_by=Voucher.OWN,
            )
        )  # fmt: skip
    return metrics
