"""A small invented world with one of everything, and every kind of document asked of it. Nothing here touches a disk."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kehoach_cli import periods
from kehoach_cli.model import Plan, Register
from kehoach_cli.parse import Snapshot, parse
from kehoach_cli.report import KINDS
from kehoach_cli.report.asked import Asked, Source
from kehoach_cli.text import Say

LANGUAGES = ("vi", "en")
DAY = date(2026, 12, 18)  # closed on the 14th, due on the 20th: still the period of 2026
SOURCE = Source("0123456789", changed=False)
ASKED_FOR = {"agency": {"agency": "a"}, "item": {"item": "I.2"}}  # what a kind has to be told

AGENCIES = """\
agencies:
  - {id: ub, name: Ủy ban Mẫu, rank: 1}
  - id: vp
    name: Văn phòng Mẫu
    rank: 2
    letterhead:
      superior: Ủy ban Mẫu
      symbol: VPM
      place: Thành phố Mẫu
      signers:
        - {title: Chánh Văn phòng, name: Nguyễn Thị Mẫu, until: 2026-01-01}
        - {authority: KT. Chánh Văn phòng, title: Phó Chánh Văn phòng, name: Trần Văn Mẫu, since: 2026-01-01}
  - {id: a, name: Sở A, rank: 3}
  - {id: b, name: Sở B, rank: 4}
  - {id: c, name: Sở C, rank: 5, until: 2026-03-01, successor: b, basis: Quyết định nhập Sở C vào Sở B.}
groups:
  - {id: cac-so, name: các sở, members: [a, b, c]}
"""
PLAN = """\
id: kh
number: 15/KH-UBM
title: Làm việc mẫu
issuer: ub
issued: 2025-01-05
basis:
  - {type: Chỉ thị, number: 01-CT/TU, date: 2024-11-03, issuer: Thành ủy Mẫu, title: về việc mẫu}
reporting: {every: year, first: "2025", closes: 12-14, due: 12-20, filers: [cac-so], coordinator: vp}
report:
  to: [ub, Thường trực Thành ủy Mẫu]
  recipients: [cac-so, "Lưu: VT, TH."]
items:
  - {id: I, heading: NHIỆM VỤ}
  - {id: I.1, text: Sở A chủ trì xây dựng quy chế., lead: [a], support: [b], due: 2026-06-30, products: [Quy chế]}
  - {id: I.2, text: Sở C rà soát., lead: [c], due: 2026-05-31}
  - {id: I.3, text: Các sở tập huấn., lead: [cac-so], due: 2026-09-30}
  - {id: I.4, text: Khuyến khích việc tốt.}
  - {id: I.5, text: Sở B thường xuyên kiểm tra., lead: [b], ongoing: true}
  - {id: I.6, text: Văn phòng tổng hợp., lead: [vp], recurs: {every: quarter, by: "25"}, since: 2026-07-01, basis: Bổ sung.}
"""
FILES: Mapping[str, str] = {
    "progress/2025/c/2025-10-01-I.2-000001": """\
kind: update
date: 2025-10-01
item: I.2
state: in-progress
summary: Đã rà soát một nửa.
figures: [{name: Hồ sơ, value: "1240", unit: hồ sơ}, {name: Cuộc họp, value: "3"}]
difficulties: Thiếu người.
proposals: Đề nghị thêm người.
evidence:
  - {type: Công văn, number: 12/SC-VP, date: 2025-09-10, title: lấy ý kiến}
  - {type: Công văn, number: 13/SC-VP, date: 2025-09-11}
""",
    "progress/2026/b/2026-05-20-I.2-000002": """\
kind: extension
date: 2026-05-20
item: I.2
to: 2026-08-31
basis: Công văn 20/VPM đồng ý gia hạn.
""",
    "progress/2026/b/2026-06-10-I.2-000003": """\
kind: update
date: 2026-06-10
item: I.2
state: completed
summary: Đã rà soát xong.
figures: [{name: hồ sơ, value: "2480", unit: hồ sơ}]
""",
    "progress/2026/b/2026-06-15-I.2-000004": """\
kind: confirmation
date: 2026-06-15
item: I.2
of: 2026-06-10-I.2-000003
result: returned
reason: Thiếu danh mục.
""",
    "progress/2026/a/2026-06-20-I.1-000005": """\
kind: update
date: 2026-06-20
item: I.1
state: completed
summary: Đã trình quy chế.
evidence: [{type: Tờ trình, number: 29/TTr-SA, date: 2026-06-18, title: trình quy chế}]
""",
    "progress/2026/a/2026-06-25-I.1-000006": """\
kind: confirmation
date: 2026-06-25
item: I.1
of: 2026-06-20-I.1-000005
result: accepted
""",
    "progress/2026/b/2026-11-01-I.3-000007": """\
kind: update
date: 2026-11-01
item: I.3
state: suspended
summary: Tạm dừng vì mưa bão.
proposals: Đề nghị lùi sang năm sau.
""",
    "filings/2025/a": """\
received: 2025-12-15
statement: Đã thực hiện đủ nhiệm vụ được giao.
items:
  - {item: I.1, state: in-progress, results: Đã dự thảo., difficulties: Thiếu tiền., causes: Phân bổ chậm., next: Trình ban hành.}
proposals: Bố trí kinh phí.
""",
    "filings/2025/c": """\
received: 2025-12-22
statement: Còn chậm.
items:
  - {item: I.2, state: in-progress, results: Đã rà soát thêm., figures: [{name: Hồ sơ, value: "1900", unit: hồ sơ}]}
""",
    "filings/2026/a": """\
received: 2026-12-12
statement: Đã xong quy chế.
items:
  - {item: I.1, state: completed, results: Quy chế đã ban hành., next: Tổ chức thực hiện.}
  - {item: I.3, results: Chưa mở lớp., difficulties: Chưa có giảng viên., causes: Tuyển chậm.}
proposals: Cử giảng viên.
""",
}


def register(agencies: str = AGENCIES, plan: str = PLAN, files: Mapping[str, str] = FILES) -> Register:
    """The register of these texts, which must be without a fault of form."""
    texts = {
        "agencies.yaml": agencies,
        "plans/kh/plan.yaml": plan,
        **{f"plans/kh/{path}.yaml": text for path, text in files.items()},
    }
    parsed = parse(Snapshot({path: text.encode() for path, text in texts.items()}))
    assert parsed.findings == ()
    return parsed.register


def asked(of: Register, kind: str, language: str = "vi", as_of: date = DAY, **more: Any) -> Asked:
    """A document of that kind on the only plan: of the current period, of all periods for a summary."""
    (plan,) = of.plans
    given = {**ASKED_FOR.get(kind, {}), "source": SOURCE, **more}
    return Asked(of, plan, as_of, Say(language), span(plan, as_of, whole=kind == "summary"), **given)


def span(plan: Plan, as_of: date, *, whole: bool) -> tuple[periods.Period, ...]:
    if plan.reporting is None:
        return ()
    current = periods.current(plan.reporting, as_of)
    if current is None or not whole or plan.reporting.first is None:
        return (current,) if current else ()
    return tuple(of for of in periods.up_to(plan.reporting, as_of) if of.closes <= current.closes)


def values(kind: str, language: str = "vi", of: Register | None = None, as_of: date = DAY, **more: Any) -> dict[str, Any]:
    """What the templates of that kind see."""
    return KINDS[kind].values(asked(of or register(), kind, language, as_of, **more))
