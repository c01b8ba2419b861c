"""KH317: a handover that hands nothing over: its giver does not hold the item on the day, its receiver does not exist then,
both are one, or another handover takes the item on the same day (chuyển giao không thực hiện được)."""

from collections.abc import Iterator

from kehoach_cli.findings import ERROR, EntryOf, Finding, Pointer
from kehoach_cli.model import Plan, Register, Transfer
from kehoach_cli.rules.base import Rule
from kehoach_cli.succession import TRANSFER, holder


def check(register: Register) -> Iterator[Finding]:
    for plan in register.plans:
        for transfer in plan.transfers:
            for pointer, item, cause in _faults(register, plan, transfer):
                facts = {"item": item, "from": register.party_name(transfer.from_), "to": register.party_name(transfer.to)}
                at = ("transfers", transfer.position, *pointer)
                yield Finding("KH317", plan.path, at, {**facts, "day": transfer.date.isoformat(), "cause": cause})


def _faults(register: Register, plan: Plan, transfer: Transfer) -> Iterator[tuple[Pointer, str, str]]:
    receiver = register.agency_by_id.get(transfer.to)
    if transfer.from_ not in register.agency_by_id or receiver is None:
        return  # KH201, KH209
    listed = ", ".join(transfer.items)
    if transfer.from_ == transfer.to:
        yield ("to",), listed, "itself"
        return
    if not receiver.valid_on(transfer.date):
        yield ("to",), listed, "receiver"
    for item in transfer.items:
        if any(_same(transfer, other, item) for other in plan.transfers[: plan.transfers.index(transfer)]):
            yield ("items", EntryOf(item)), item, "twice"
        elif item in plan.item_by_id and not _takes_effect(register, plan.on(transfer.date), transfer, item):
            yield ("items", EntryOf(item)), item, "not-held"


def _same(one: Transfer, other: Transfer, item: str) -> bool:
    return (one.from_, one.date) == (other.from_, other.date) and item in other.items


def _takes_effect(register: Register, plan: Plan, transfer: Transfer, item_id: str) -> bool:
    """Whether the handover moves the item, or one that takes its lead, out of the giver's hands."""
    for item in plan.items:
        if item.id == item_id or (plan.is_task(item) and plan.lead_source(item.id) == item_id):
            named = {agency for party in (*plan.lead_of(item), *item.support) for agency in register.members(party)}
            held = (holder(register, plan, item.id, agency, transfer.date) for agency in named)
            if any((TRANSFER, transfer.from_, transfer.date) == (s.kind, s.from_, s.date) for one in held for s in one.steps):
                return True
    return False


RULE = Rule("KH317", ERROR, check)
