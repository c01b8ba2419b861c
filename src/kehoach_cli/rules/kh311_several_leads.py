"""KH311: more than one single agency leads an item (nhiều cơ quan cùng chủ trì).

One task, one lead: principles of Decree 39/2022/NĐ-CP; Conclusion 226-KL/TW. A group is addressed as such and does not
count.
"""

from collections.abc import Iterator

from kehoach_cli.findings import WARNING, Finding
from kehoach_cli.model import Register
from kehoach_cli.rules.base import Rule


def check(register: Register) -> Iterator[Finding]:
    for plan in register.plans:
        for item in plan.items:
            single = [party for party in item.lead or () if party in register.agency_by_id]
            if len(single) > 1:
                names = ", ".join(register.party_name(party) for party in single)
                yield Finding("KH311", plan.path, ("items", item.position, "lead"), {"item": item.id, "agencies": names})


RULE = Rule("KH311", WARNING, check)
