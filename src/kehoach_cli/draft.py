"""What a recording or a change would do, as a value: which file, which text, which commit message. Nothing is written here."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from string import ascii_lowercase, ascii_uppercase
from types import MappingProxyType
from typing import NamedTuple

from kehoach_cli import emit, forms, parse
from kehoach_cli.filings import FORM_HINT
from kehoach_cli.model import (
    CONFIRMATION,
    EXCUSE,
    EXTENSION,
    LEAD,
    REMINDER,
    RETURNED,
    STATES,
    SUPPORT,
    SUPPORT_STATES,
    UPDATE,
    Plan,
    Register,
)
from kehoach_cli.nodes import Data
from kehoach_cli.periods import Period
from kehoach_cli.succession import Obligation, filers, obligations
from kehoach_cli.text import Say
from kehoach_cli.trouble import WRONG_USE, Trouble
from kehoach_cli.vn import nfc, parse_typed_date

_NOTHING: tuple[Data, ...] = (None, "", [], {})
_SCHEMA_LINE = "yaml-language-server: $schema={up}schema/{name}.schema.json"

# The word that begins the subject of a commit: ghi, xác nhận, trả lại, gia hạn, miễn, đôn đốc, nộp; ASCII, for every log.
_WORDS = {UPDATE: "ghi", CONFIRMATION: "xac-nhan", EXTENSION: "gia-han", EXCUSE: "mien", REMINDER: "don-doc"}
_RETURN, _FILING = "tra-lai", "nop"
SUBJECT_STARTS = tuple(f"{word}(" for word in (*_WORDS.values(), _RETURN, _FILING))


class Draft(NamedTuple):
    """One file, the attachments it brings along (by the paths they are kept at), and one commit, not yet made."""

    path: str
    text: str
    subject: str
    trailers: tuple[tuple[str, str], ...]
    attached: Mapping[str, bytes] = MappingProxyType({})

    @property
    def agency(self) -> str:
        """The agency that it is filed under."""
        return dict(self.trailers)["Agency"]

    @property
    def message(self) -> str:
        """The commit message: subject and trailers. It holds ids and dates only, never what somebody typed."""
        return _message(self.subject, self.trailers)

    @property
    def patch(self) -> str:
        """What `git apply` needs to make the file, run where the path begins: at the top of the repository."""
        lines = self.text.splitlines()
        start = f"diff --git a/{self.path} b/{self.path}\nnew file mode 100644\n--- /dev/null\n+++ b/{self.path}\n"
        return start + f"@@ -0,0 +1,{len(lines)} @@\n" + "".join(f"+{line}\n" for line in lines)


class Batch(NamedTuple):
    """Several files and one commit, not yet made."""

    drafts: tuple[Draft, ...]
    subject: str
    trailers: tuple[tuple[str, str], ...]

    @property
    def message(self) -> str:
        """The commit message, as that of one draft: ids and dates only."""
        return _message(self.subject, self.trailers)

    @property
    def files(self) -> dict[str, bytes]:
        """What is to be created, by path."""
        return {one.path: one.text.encode() for one in self.drafts}


class Revision(NamedTuple):
    """One file changed, from `before` to `text`, and one commit, not yet made."""

    path: str
    before: str
    text: str
    subject: str
    trailers: tuple[tuple[str, str], ...]

    @property
    def message(self) -> str:
        """The commit message: subject and trailers. It holds ids and dates only, never what somebody typed."""
        return _message(self.subject, self.trailers)

    @property
    def patch(self) -> str:
        """What `git apply` needs to make the change, run where the path begins: at the top of the repository."""
        return unified(self.path, self.before, self.text)


def unified(path: str, before: str, after: str) -> str:
    """The difference of two texts of a file as `git apply` reads it, with three lines of context; a line ends in LF, and what
    stands before that, a CR too, belongs to it."""
    old, new = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (before, after))
    end = "\t" if " " in path else ""  # as git itself marks the end of a name with blanks
    lines = [f"diff --git a/{path} b/{path}\n", f"--- a/{path}{end}\n", f"+++ b/{path}{end}\n"]
    for hunk in _hunks(old, new):
        (_, old_from, _, new_from, _), (_, _, old_to, _, new_to) = hunk[0], hunk[-1]
        lines.append(f"@@ -{_range(old_from, old_to)} +{_range(new_from, new_to)} @@\n")
        for kind, i1, i2, j1, j2 in hunk:
            if kind == "equal":
                lines += [f" {line}" for line in old[i1:i2]]
            else:
                lines += [*(f"-{line}" for line in old[i1:i2]), *(f"+{line}" for line in new[j1:j2])]
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def binary(path: str, content: bytes, name: str) -> str:
    """A new file whose bytes are no text, as `git apply` reads it; `name` is the hash that git gives to that content."""
    from base64 import b85encode
    from zlib import compress

    packed = compress(content, 9)
    lines = [
        f"diff --git a/{path} b/{path}\nnew file mode 100644\nindex {'0' * len(name)}..{name}\n",
        f"GIT binary patch\nliteral {len(content)}\n",
    ]
    for start in range(0, len(packed), _BYTES_ON_A_LINE):
        some = packed[start : start + _BYTES_ON_A_LINE]
        lines.append(f"{_LENGTHS[len(some)]}{b85encode(some, pad=True).decode()}\n")
    return "".join([*lines, "\n", _BACK_TO_NOTHING])


_BYTES_ON_A_LINE = 52
_LENGTHS = f" {ascii_uppercase}{ascii_lowercase}"  # how git writes that a line holds 1, 2, ... 52 bytes
_BACK_TO_NOTHING = "literal 0\nHcmV?d00001\n\n"  # what undoes it: no bytes, packed and written likewise


def _hunks(old: list[str], new: list[str]) -> Iterable[list[tuple[str, int, int, int, int]]]:
    """What differs, and three lines around it. A line that comes often is held to its like by the last line above it that comes
    once in both texts, the id of an entry: so that a long file takes no time, and no entry is shown as taken out for another."""
    from collections import Counter
    from difflib import SequenceMatcher  # loaded only where something is changed

    counts = Counter(old), Counter(new)
    once = {line for line in old if counts[0][line] == counts[1][line] == 1}

    def placed(lines: list[str]) -> Iterator[tuple[str, str]]:
        above = ""
        for line in lines:
            above = line if line in once else above
            yield above, line

    return SequenceMatcher(None, list(placed(old)), list(placed(new)), autojunk=False).get_grouped_opcodes(3)


def _range(first: int, end: int) -> str:
    """The place of a hunk as a patch gives it: lines count from 1, an empty stretch stands behind the line before it."""
    return f"{first + 1 if end > first else first},{end - first}"


def _message(subject: str, trailers: tuple[tuple[str, str], ...]) -> str:
    return subject + "\n\n" + "".join(f"{key}: {value}\n" for key, value in trailers)


def event(plan: str, agency: str, kind: str, values: Mapping[str, Data], day: date, token: str) -> Draft:
    """A progress event. `values` are the keys of its form as texts; `token` is six hex digits that keep names apart."""
    path = parse.event_path(plan, agency, day, str(values.get("item") or kind), token)
    content = {**_kept(values), "kind": kind, "date": day.isoformat()}
    word = _RETURN if values.get("result") == RETURNED else _WORDS[kind]
    named = values.get("item") or values.get("period")
    about = named if isinstance(named, str) else kind
    trailers = [("Plan", plan), ("Agency", agency)]
    if values.get("item"):
        trailers.insert(1, ("Item", str(values["item"])))
    if isinstance(values.get("period"), str) and values["period"]:
        trailers.append(("Period", str(values["period"])))
    return Draft(
        path,
        emit.document(forms.EVENT_FORMS[kind], content, (_modeline("event", path),)),
        f"{word}({plan}/{about}): {agency} {day.isoformat()}",
        tuple(trailers),
    )


def reminders(plan: str, asked: Sequence[tuple[str, Mapping[str, Data]]], day: date, token: str) -> Batch:
    """The reminders of a round, each an agency and the keys of its form, on record by one commit: they were one act, and one undo
    takes them back. `token` is that of the first; the others count on from it."""
    drafts = tuple(
        event(plan, agency, REMINDER, values, day, f"{(int(token, 16) + number) % 0x1000000:06x}")
        for number, (agency, values) in enumerate(asked)
    )
    trailers = (("Plan", plan), *(("Agency", agency) for agency in dict.fromkeys(agency for agency, _ in asked)))
    return Batch(drafts, f"{_WORDS[REMINDER]}({plan}): {day.isoformat()} ({len(drafts)})", trailers)


_MOST_PLANS_NAMED = 3
_TRAILERS = ("Plan", "Item", "Agency", "Period")


def of_agency(drafts: Sequence[Draft]) -> Batch:
    """What one agency has in a list, on record by one commit; a single entry by the commit that it would have by itself."""
    first = drafts[0]
    if len(drafts) == 1:
        return Batch((first,), first.subject, first.trailers)
    said = dict.fromkeys(trailer for one in drafts for trailer in one.trailers)
    trailers = tuple(sorted(said, key=lambda trailer: _TRAILERS.index(trailer[0])))
    plans = [value for key, value in trailers if key == "Plan"]
    about = ",".join([*plans[:_MOST_PLANS_NAMED], *(["…"] if len(plans) > _MOST_PLANS_NAMED else [])])
    return Batch(tuple(drafts), f"{first.subject.partition('(')[0]}({about}): {first.agency} ({len(drafts)})", trailers)


def filing(plan: str, period: str, agency: str, revision: int, values: Mapping[str, Data]) -> Draft:
    """The report of one agency for one period; revision 2 and later stand beside the first, which is never edited."""
    path = parse.filing_path(plan, period, agency, revision)
    mark = f" r{revision}" if revision > 1 else ""
    said = _kept(values)
    if isinstance(entries := said.get("items"), list):  # what the form offered and nobody filled in says nothing
        said["items"] = [entry for entry in entries if not isinstance(entry, dict) or set(entry) - {"item"}]
    return Draft(
        path,
        emit.document(forms.FILING_FILE, said, (_modeline("filing", path),)),
        f"{_FILING}({plan}/{period}): {agency}{mark}",
        (("Plan", plan), ("Agency", agency), ("Period", period)),
    )


def _modeline(name: str, path: str) -> str:
    return _SCHEMA_LINE.format(up="../" * path.count("/"), name=name)


def _kept(value: Mapping[str, Data]) -> dict[str, Data]:
    """The values as they are kept: NFC, tidy line ends, nothing empty."""
    tidied = {key: _tidied(entry) for key, entry in value.items()}
    return {key: entry for key, entry in tidied.items() if entry not in _NOTHING}


def _tidied(value: Data) -> Data:
    if isinstance(value, dict):
        return _kept(value)
    if isinstance(value, list):
        return [entry for entry in map(_tidied, value) if entry not in _NOTHING]
    return emit.tidy(nfc(value)) if isinstance(value, str) else None


_EVIDENCE = re.compile(
    r"(?:(?P<type>\D*?) )??(?:số:? )?(?P<number>[0-9][^\s/]*[/-]\S*[^\s,;])"
    r"(?:[,;]? (?:ngày )?(?P<date>[0-9][0-9/.-]+[0-9]|[0-9]{1,2} tháng [0-9]{1,2} năm [0-9]{4}))?(?:[,;]? (?P<title>.+))?",
    re.IGNORECASE,
)


def evidence(typed: str) -> dict[str, Data]:
    """A document as a person names it, "Báo cáo 123/BC-SNV 2026-06-29", by its parts; what has no number becomes the title."""
    found = _EVIDENCE.fullmatch(" ".join(nfc(typed).split()))
    if not found:
        return {"title": typed}
    written = found["date"] or ""
    day = parse_typed_date(written) or parse_typed_date(f"ngày {written}")
    parts = {**found.groupdict(), "date": day.isoformat() if day else found["date"]}
    return {key: parts[key] for key in ("type", "number", "date", "title") if parts[key]}


def figure(typed: str) -> dict[str, Data]:
    """A number as a person names it, "số đoàn = 12 đoàn": name, value, unit."""
    name, _, rest = nfc(typed).partition("=")
    value, _, unit = rest.strip().partition(" ")
    return {"name": name.strip(), "value": value, **({"unit": unit.strip()} if unit.strip() else {})}


_FORM_WIDTH = 98
_FORM_ITEM_KEYS = {
    LEAD: ("state", "with", "results", "figures", "difficulties", "causes", "next", "evidence"),
    SUPPORT: ("state", "results", "figures", "difficulties", "causes", "next", "evidence"),
}
_FORM_EXAMPLE = """\
    figures:
      - name: số cây trồng mới
        value: 300
        unit: cây
    evidence:
      - type: Báo cáo
        number: 123/BC-SNV
        date: 2026-06-29"""


def blank_form(register: Register, plan: Plan, agency: str, period: Period, say: Say) -> str:
    """The form an agency fills in for its filing, readable by whoever knows no YAML: what it is and how to fill it in, then
    one entry for each item the agency leads or supports on the closing day, under the words of the plan. Raises Trouble."""
    if agency not in filers(register, plan, period.closes):
        raise Trouble("not-a-filer", exit_code=WRONG_USE, agency=agency, period=period.name, plan=plan.id)
    head = _form_head(register, plan, agency, period, say)
    own = [f"plan: {plan.id}", f"agency: {agency}", f"period: {period.name}"]
    lines = [*head, "", *_commented(say("screens.form-keep")), *own, "", *_commented(say("screens.form-document")), "document:"]
    for key in ("type", "number", "date"):
        lines += [*_meaning(say, "document", key, "  "), f"  {key}: Báo cáo" if key == "type" else f"  {key}:"]
    lines += [*_commented(say("screens.form-received")), "received:"]
    lines += [*_commented(say("screens.form-statement")), f"statement: {FORM_HINT}"]
    lines += ["", *_meaning(say, "filing", "items"), "items:"]
    for obligation in obligations(register, plan, period.closes):
        if obligation.agency == agency:
            lines += ["", *_form_item(plan, obligation, say)]
    return "\n".join([*lines, "", *_meaning(say, "filing", "proposals"), "proposals:", ""])


def _form_head(register: Register, plan: Plan, agency: str, period: Period, say: Say) -> list[str]:
    days = {"opens": period.opens.isoformat(), "closes": period.closes.isoformat(), "due": period.due.isoformat()}
    coordinator = plan.reporting.coordinator if plan.reporting else None
    send = say("screens.form-send", agency=register.party_name(coordinator)) if coordinator else say("screens.form-send-back")
    paragraphs = [
        say("screens.form-title", type=plan.type, number=plan.number or "", plan=plan.id),
        plan.title,
        say("screens.form-agency", agency=register.party_name(agency)),
        say("screens.form-period", period=period.name, **days),
        send,
        "",
        *say("screens.form-how").split("\n"),
        "",
        say("screens.form-states"),
        *(f"  {state}: {say.word('state', state)}" for state in STATES),
        say("screens.form-states-support"),
        *(f"  {state}: {say.word('state', state)}" for state in SUPPORT_STATES),
        "",
        say("screens.form-lists"),
    ]
    example = [f"# {line}" for line in _FORM_EXAMPLE.split("\n")]
    return [*(line for paragraph in paragraphs for line in _commented(paragraph)), *example]


def _form_item(plan: Plan, obligation: Obligation, say: Say) -> list[str]:
    """One item: all its words and those of the heading above it, then its keys."""
    item = obligation.item
    above = plan.parent(item)
    lines = _commented(say("screens.form-item", item=item.id, role=obligation.role))
    if above is not None and above.heading:
        lines += _commented(say("screens.form-part-of", heading=f"{above.id} {above.heading}"))
    lines += [line for words in (item.heading, item.text) if words for line in _commented(words)]
    lines.append(f"  - item: {item.id}")
    for key in _FORM_ITEM_KEYS[obligation.role]:
        lines += [*_meaning(say, "filing-item", key, "    "), f"    {key}:"]
    return lines


def _meaning(say: Say, form: str, key: str, indent: str = "") -> list[str]:
    """What a key means, as the line above it: behind it, an answer would be taken for more of the comment."""
    own = f"fields.{form}.{key}"
    return _commented(say(own if say.has(own) else f"fields.any.{key}"), indent)


def _commented(words: str, indent: str = "") -> list[str]:
    """A text as comment lines, folded between words, all of it."""
    from textwrap import wrap

    indented = words[: len(words) - len(words.lstrip(" "))]
    shown = "".join(character if character.isprintable() else " " for character in words)
    behind = "  " if words.startswith("- ") else ""
    folded = wrap(" ".join(shown.split()), _FORM_WIDTH - len(indent), subsequent_indent=behind, break_on_hyphens=False) or [""]
    return [f"{indent}# {indented}{line}".rstrip() for line in folded]
