"""The rules, one small file each. To add one: its file, a line here, its text in `text/*/rules.py`, its examples."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from kehoach_cli import suppression
from kehoach_cli.attachments import Stored
from kehoach_cli.findings import ERROR, MORE, NOTE, WARNING, Finding, bounded, in_order
from kehoach_cli.model import Register
from kehoach_cli.nodes import decode
from kehoach_cli.parse import Snapshot, parse, placed
from kehoach_cli.rules import (
    kh101_encoding,
    kh102_syntax,
    kh103_tab,
    kh104_duplicate_key,
    kh105_alias,
    kh106_tag,
    kh107_structure,
    kh108_control_character,
    kh109_decomposed,
    kh110_lookalike,
    kh111_too_large,
    kh112_not_regular,
    kh113_legacy_font,
    kh114_empty_file,
    kh115_conflict,
    kh116_no_agencies,
    kh117_lost_after_hash,
    kh118_many_more,
    kh121_unknown_key,
    kh122_missing_key,
    kh123_wrong_type,
    kh124_bad_date,
    kh125_bad_id,
    kh126_not_a_choice,
    kh127_misplaced_file,
    kh128_bad_period,
    kh129_empty_value,
    kh130_bad_number,
    kh131_bad_address,
    kh132_bad_key,
    kh201_unknown_agency,
    kh202_inactive_agency,
    kh203_unknown_item,
    kh204_unknown_member,
    kh205_unknown_successor,
    kh206_unknown_event,
    kh207_unknown_plan,
    kh208_ambiguous_name,
    kh209_group_for_agency,
    kh210_item_not_in_force,
    kh301_duplicate_item,
    kh302_duplicate_agency,
    kh303_group_cycle,
    kh304_due_outside_plan,
    kh305_product_without_lead,
    kh306_task_without_actor,
    kh307_plan_folder,
    kh308_missing_parent,
    kh309_empty_interval,
    kh310_lead_and_support,
    kh311_several_leads,
    kh312_two_deadlines,
    kh313_empty_group,
    kh314_heading_or_text,
    kh315_reporting_days,
    kh316_succession,
    kh317_transfer,
    kh318_orphan,
    kh319_calendar,
    kh320_change_without_basis,
    kh321_unknown_addressee,
    kh322_authority,
    kh323_academic_title,
    kh324_due_before_lead,
    kh330_suppression,
    kh331_nothing_suppressed,
    kh332_lapsed_suppression,
    kh401_file_name,
    kh402_year_folder,
    kh403_unexpected_period,
    kh404_not_its_item,
    kh405_blank_filing,
    kh406_copied_text,
    kh407_evidence_without_number,
    kh408_other_year,
    kh409_nothing_to_confirm,
    kh410_extension,
    kh411_revision_gap,
    kh412_item_twice,
    kh413_duplicate_event,
    kh414_wrong_replacement,
    kh415_completed_without_word,
    kh416_not_a_filer,
    kh417_state_of_other_role,
    kh418_not_a_turn,
    kh419_partner,
    kh420_corrected_twice,
    kh421_answer_without_effect,
    kh422_reminder_of_nothing,
    kh423_missing_attachment,
    kh424_altered_attachment,
    kh425_stray_attachment,
    kh901_edited_entry,
    kh902_removed_entry,
    kh903_moved_entry,
    kh904_replaced_entry,
    kh905_lost_version,
    kh906_rewritten_history,
    kh907_taken_back,
    kh908_restored_entry,
    kh909_moved_plan,
    kh911_several_agencies,
    kh912_self_confirmed,
    kh913_unsigned_commit,
)
from kehoach_cli.rules.base import Rule
from kehoach_cli.suppression import Judged, Suppression

RULES: tuple[Rule, ...] = (
    kh101_encoding.RULE,
    kh102_syntax.RULE,
    kh103_tab.RULE,
    kh104_duplicate_key.RULE,
    kh105_alias.RULE,
    kh106_tag.RULE,
    kh107_structure.RULE,
    kh108_control_character.RULE,
    kh109_decomposed.RULE,
    kh110_lookalike.RULE,
    kh111_too_large.RULE,
    kh112_not_regular.RULE,
    kh113_legacy_font.RULE,
    kh114_empty_file.RULE,
    kh115_conflict.RULE,
    kh116_no_agencies.RULE,
    kh117_lost_after_hash.RULE,
    kh118_many_more.RULE,
    kh121_unknown_key.RULE,
    kh122_missing_key.RULE,
    kh123_wrong_type.RULE,
    kh124_bad_date.RULE,
    kh125_bad_id.RULE,
    kh126_not_a_choice.RULE,
    kh127_misplaced_file.RULE,
    kh128_bad_period.RULE,
    kh129_empty_value.RULE,
    kh130_bad_number.RULE,
    kh131_bad_address.RULE,
    kh132_bad_key.RULE,
    kh201_unknown_agency.RULE,
    kh202_inactive_agency.RULE,
    kh203_unknown_item.RULE,
    kh204_unknown_member.RULE,
    kh205_unknown_successor.RULE,
    kh206_unknown_event.RULE,
    kh207_unknown_plan.RULE,
    kh208_ambiguous_name.RULE,
    kh209_group_for_agency.RULE,
    kh210_item_not_in_force.RULE,
    kh301_duplicate_item.RULE,
    kh302_duplicate_agency.RULE,
    kh303_group_cycle.RULE,
    kh304_due_outside_plan.RULE,
    kh305_product_without_lead.RULE,
    kh306_task_without_actor.RULE,
    kh307_plan_folder.RULE,
    kh308_missing_parent.RULE,
    kh309_empty_interval.RULE,
    kh310_lead_and_support.RULE,
    kh311_several_leads.RULE,
    kh312_two_deadlines.RULE,
    kh313_empty_group.RULE,
    kh314_heading_or_text.RULE,
    kh315_reporting_days.RULE,
    kh316_succession.RULE,
    kh317_transfer.RULE,
    kh318_orphan.RULE,
    kh319_calendar.RULE,
    kh320_change_without_basis.RULE,
    kh324_due_before_lead.RULE,
    kh321_unknown_addressee.RULE,
    kh322_authority.RULE,
    kh323_academic_title.RULE,
    kh330_suppression.RULE,
    kh331_nothing_suppressed.RULE,
    kh332_lapsed_suppression.RULE,
    kh401_file_name.RULE,
    kh402_year_folder.RULE,
    kh403_unexpected_period.RULE,
    kh404_not_its_item.RULE,
    kh405_blank_filing.RULE,
    kh406_copied_text.RULE,
    kh407_evidence_without_number.RULE,
    kh408_other_year.RULE,
    kh409_nothing_to_confirm.RULE,
    kh410_extension.RULE,
    kh411_revision_gap.RULE,
    kh412_item_twice.RULE,
    kh413_duplicate_event.RULE,
    kh414_wrong_replacement.RULE,
    kh415_completed_without_word.RULE,
    kh416_not_a_filer.RULE,
    kh417_state_of_other_role.RULE,
    kh418_not_a_turn.RULE,
    kh419_partner.RULE,
    kh420_corrected_twice.RULE,
    kh421_answer_without_effect.RULE,
    kh422_reminder_of_nothing.RULE,
    kh423_missing_attachment.RULE,
    kh424_altered_attachment.RULE,
    kh425_stray_attachment.RULE,
)
# What `audit` finds in history; `check` does not, because it reads files.
HISTORY: tuple[Rule, ...] = (
    kh901_edited_entry.RULE,
    kh902_removed_entry.RULE,
    kh903_moved_entry.RULE,
    kh904_replaced_entry.RULE,
    kh905_lost_version.RULE,
    kh906_rewritten_history.RULE,
    kh907_taken_back.RULE,
    kh908_restored_entry.RULE,
    kh909_moved_plan.RULE,
    kh911_several_agencies.RULE,
    kh912_self_confirmed.RULE,
    kh913_unsigned_commit.RULE,
)
Find = Callable[[Snapshot], tuple[Finding, ...]]
BY_CODE = {rule.code: rule for rule in (*RULES, *HISTORY)}
SEVERITIES = (ERROR, WARNING, NOTE)
_ON_SUPPRESSIONS = ("KH330", "KH331", "KH332")


def severity(finding: Finding) -> str:
    """How serious a finding is: error, warning or note."""
    return BY_CODE[finding.code].severity


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
    return in_order(kh332_lapsed_suppression.lapsed(suppression.find(snapshot.files, objection), as_of))


def objection(code: str) -> str | None:
    """Why nobody may decide to live with findings of a rule, as a cause of KH330; None where they may.

    Errors of form cannot be suppressed: what cannot be read stays unread, whatever a comment says. Nor can findings on history:
    a comment in an entry would be an edit of it.
    """
    if code not in BY_CODE:
        return "no-rule"
    for_good = _is_error_of_form(code) or code in _ON_SUPPRESSIONS or BY_CODE[code] in HISTORY
    return "form-error" if for_good else None


def _is_error_of_form(code: str) -> bool:
    return code.startswith("KH1") and BY_CODE[code].severity == ERROR


def in_texts(files: Mapping[str, bytes]) -> Iterator[Finding]:
    """What the rules on texts find in these files, not placed yet."""
    checks = [rule.check_text for rule in RULES if rule.check_text]
    for path, raw in files.items():
        text, faults = decode(raw, path)
        if not faults:
            for check_text in checks:
                yield from check_text(text, path)


def in_register(register: Register) -> Iterator[Finding]:
    """What the rules on meaning find in the register, not placed yet."""
    for rule in RULES:
        if rule.check:
            yield from rule.check(register)


def in_attachments(register: Register, stored: Mapping[str, Stored] | None) -> Iterator[Finding]:
    """Nothing where nobody has looked for them."""
    for rule in RULES if stored is not None else ():
        if rule.check_stored:
            yield from rule.check_stored(register, stored or {})


def _in_suppressions(suppressions: list[Suppression], found: tuple[Finding, ...], as_of: date | None) -> Iterator[Finding]:
    yield from kh330_suppression.faults(suppressions)
    if not any(_is_error_of_form(one.code) or one.code == MORE for one in found):  # else findings are missing that may be there
        yield from kh331_nothing_suppressed.idle(suppressions, found, as_of)
    if as_of is not None:
        yield from kh332_lapsed_suppression.lapsed(suppressions, as_of)
