"""The rules, one small file each. To add one: its file, its name here, its text in `text/*/rules.py`, its examples.

A rule is loaded when it is asked: most commands ask few of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib import import_module

from kehoach_cli import suppression
from kehoach_cli.attachments import Stored
from kehoach_cli.findings import ERROR, MORE, NOTE, WARNING, Finding, bounded, in_order
from kehoach_cli.model import Register
from kehoach_cli.nodes import decode
from kehoach_cli.parse import Snapshot, parse, placed
from kehoach_cli.rules.base import Rule
from kehoach_cli.suppression import Judged, Suppression

# What the reader itself finds: `nodes`, `forms` and `parse`.
_BY_READER = (
    "kh101_encoding",
    "kh102_syntax",
    "kh103_tab",
    "kh104_duplicate_key",
    "kh105_alias",
    "kh106_tag",
    "kh107_structure",
    "kh108_control_character",
    "kh109_decomposed",
    "kh111_too_large",
    "kh112_not_regular",
    "kh114_empty_file",
    "kh115_conflict",
    "kh116_no_agencies",
    "kh118_many_more",
    "kh121_unknown_key",
    "kh122_missing_key",
    "kh123_wrong_type",
    "kh124_bad_date",
    "kh125_bad_id",
    "kh126_not_a_choice",
    "kh127_misplaced_file",
    "kh128_bad_period",
    "kh129_empty_value",
    "kh130_bad_number",
    "kh131_bad_address",
    "kh132_bad_key",
)
# What is looked for in the text of a file.
_ON_TEXTS = (
    "kh110_lookalike",
    "kh113_legacy_font",
    "kh117_lost_after_hash",
)
# Whether what is named anywhere exists, and fits there.
_ON_REFERENCES = (
    "kh201_unknown_agency",
    "kh202_inactive_agency",
    "kh203_unknown_item",
    "kh204_unknown_member",
    "kh205_unknown_successor",
    "kh206_unknown_event",
    "kh207_unknown_plan",
    "kh208_ambiguous_name",
    "kh209_group_for_agency",
    "kh210_item_not_in_force",
)
# Agencies and plans, whatever has been reported: no entry can break one of these.
_ON_PLANS = (
    "kh301_duplicate_item",
    "kh302_duplicate_agency",
    "kh303_group_cycle",
    "kh304_due_outside_plan",
    "kh305_product_without_lead",
    "kh306_task_without_actor",
    "kh307_plan_folder",
    "kh308_missing_parent",
    "kh309_empty_interval",
    "kh310_lead_and_support",
    "kh311_several_leads",
    "kh312_two_deadlines",
    "kh313_empty_group",
    "kh314_heading_or_text",
    "kh315_reporting_days",
    "kh316_succession",
    "kh317_transfer",
    "kh318_orphan",
    "kh319_calendar",
    "kh320_change_without_basis",
    "kh321_unknown_addressee",
    "kh322_authority",
    "kh323_academic_title",
    "kh324_due_before_lead",
)
# Comments that suppress a finding.
_ON_SUPPRESSIONS = (
    "kh330_suppression",
    "kh331_nothing_suppressed",
    "kh332_lapsed_suppression",
)
# Events and filings.
_ON_ENTRIES = (
    "kh401_file_name",
    "kh402_year_folder",
    "kh403_unexpected_period",
    "kh404_not_its_item",
    "kh405_blank_filing",
    "kh406_copied_text",
    "kh407_evidence_without_number",
    "kh408_other_year",
    "kh409_nothing_to_confirm",
    "kh410_extension",
    "kh411_revision_gap",
    "kh412_item_twice",
    "kh413_duplicate_event",
    "kh414_wrong_replacement",
    "kh415_completed_without_word",
    "kh416_not_a_filer",
    "kh417_state_of_other_role",
    "kh418_not_a_turn",
    "kh419_partner",
    "kh420_corrected_twice",
    "kh421_answer_without_effect",
    "kh422_reminder_of_nothing",
)
# The attachments that are kept, beside those that are named.
_ON_ATTACHMENTS = (
    "kh423_missing_attachment",
    "kh424_altered_attachment",
    "kh425_stray_attachment",
)
# What `audit` finds in history; `check` does not, because it reads files.
_ON_HISTORY = (
    "kh901_edited_entry",
    "kh902_removed_entry",
    "kh903_moved_entry",
    "kh904_replaced_entry",
    "kh905_lost_version",
    "kh906_rewritten_history",
    "kh907_taken_back",
    "kh908_restored_entry",
    "kh909_moved_plan",
    "kh911_several_agencies",
    "kh912_self_confirmed",
    "kh913_unsigned_commit",
)
_MODULES = {
    module[:5].upper(): module
    for module in (
        *_BY_READER, *_ON_TEXTS, *_ON_REFERENCES, *_ON_PLANS, *_ON_SUPPRESSIONS, *_ON_ENTRIES, *_ON_ATTACHMENTS, *_ON_HISTORY
    )
}  # fmt: skip
Find = Callable[[Snapshot], tuple[Finding, ...]]
CODES = tuple(sorted(_MODULES))
HISTORY = tuple(code for code in CODES if _MODULES[code] in _ON_HISTORY)
ON_FILES = tuple(code for code in CODES if code not in HISTORY)
SEVERITIES = (ERROR, WARNING, NOTE)


@cache
def rule(code: str) -> Rule:
    """The rule of a code, which is one of `CODES`."""
    found: Rule = import_module(f"{__name__}.{_MODULES[code]}").RULE
    return found


def load() -> None:
    """Load the rules on files, for a process that is about to be copied: each copy would load them again."""
    for code in ON_FILES:
        rule(code)


def severity(finding: Finding) -> str:
    """How serious a finding is: error, warning or note."""
    return rule(finding.code).severity


def found(snapshot: Snapshot) -> tuple[Finding, ...]:
    """Every finding on the files, of form and of meaning, in order of place; those on comments that suppress one apart."""
    parsed = parse(snapshot)
    of_meaning = (*in_register(parsed.register), *in_attachments(parsed.register, snapshot.attachments))
    return placed([*parsed.findings, *bounded((*in_texts(snapshot.files), *of_meaning))], snapshot)


def check(snapshot: Snapshot, as_of: date | None = None, find: Find = found) -> tuple[Finding, ...]:
    """Every finding on the files, in order of place, those that a comment suppresses among them.

    The same files give the same findings; only as of a day also those suppressions whose last day is over (KH332). `find` does
    what `found` does.
    """
    return _with_those_on(suppression.find(snapshot.files, objection), find(snapshot), as_of)


def judge(snapshot: Snapshot, as_of: date | None = None, find: Find = found) -> Judged:
    """The same findings, those that are suppressed apart."""
    suppressions = suppression.find(snapshot.files, objection)
    return suppression.judge(_with_those_on(suppressions, find(snapshot), as_of), suppressions, as_of)


def _with_those_on(suppressions: list[Suppression], findings: tuple[Finding, ...], as_of: date | None) -> tuple[Finding, ...]:
    """The findings and those on the comments that suppress some of them."""
    return in_order([*findings, *bounded(_in_suppressions(suppressions, findings, as_of))]) if suppressions else findings


def lapsed(snapshot: Snapshot, as_of: date) -> tuple[Finding, ...]:
    """Only the suppressions whose last day is over on the day (KH332), for a command that asks nothing else of the rules."""
    from kehoach_cli.rules import kh332_lapsed_suppression

    return in_order(kh332_lapsed_suppression.lapsed(suppression.find(snapshot.files, objection), as_of))


def objection(code: str) -> str | None:
    """Why nobody may decide to live with findings of a rule, as a cause of KH330; None where they may.

    Errors of form cannot be suppressed: what cannot be read stays unread, whatever a comment says. Nor can findings on history:
    a comment in an entry would be an edit of it.
    """
    if code not in CODES:
        return "no-rule"
    for_good = _is_error_of_form(code) or _MODULES[code] in _ON_SUPPRESSIONS or code in HISTORY
    return "form-error" if for_good else None


def _is_error_of_form(code: str) -> bool:
    return code.startswith("KH1") and rule(code).severity == ERROR


def in_texts(files: Mapping[str, bytes]) -> Iterator[Finding]:
    """What the rules on texts find in these files, not placed yet."""
    checks = [one.check_text for one in _named(_ON_TEXTS) if one.check_text]
    for path, raw in files.items():
        text, faults = decode(raw, path)
        if not faults:
            for check_text in checks:
                yield from check_text(text, path)


def in_register(register: Register) -> Iterator[Finding]:
    """What the rules on meaning find in the register, not placed yet."""
    return _asked((*_ON_REFERENCES, *_ON_PLANS, *_ON_ENTRIES), register)


def in_entries(register: Register) -> Iterator[Finding]:
    """The same of those rules only that an event or a filing can break; what they find elsewhere is there too."""
    return _asked((*_ON_REFERENCES, *_ON_ENTRIES), register)


def _asked(modules: Iterable[str], register: Register) -> Iterator[Finding]:
    for one in _named(modules):
        if one.check:
            yield from one.check(register)


def _named(modules: Iterable[str]) -> Iterator[Rule]:
    return (rule(module[:5].upper()) for module in modules)


def in_attachments(register: Register, stored: Mapping[str, Stored] | None) -> Iterator[Finding]:
    """Nothing where nobody has looked for them."""
    for one in _named(_ON_ATTACHMENTS) if stored is not None else ():
        if one.check_stored:
            yield from one.check_stored(register, stored or {})


def _in_suppressions(suppressions: list[Suppression], found: tuple[Finding, ...], as_of: date | None) -> Iterator[Finding]:
    from kehoach_cli.rules import kh330_suppression, kh331_nothing_suppressed, kh332_lapsed_suppression

    yield from kh330_suppression.faults(suppressions)
    if not any(_is_error_of_form(one.code) or one.code == MORE for one in found):  # else findings are missing that may be there
        yield from kh331_nothing_suppressed.idle(suppressions, found, as_of)
    if as_of is not None:
        yield from kh332_lapsed_suppression.lapsed(suppressions, as_of)
