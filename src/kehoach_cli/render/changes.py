"""Changes in words: for a screen, for a comment on a pull request, and as JSON."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kehoach_cli import changes
from kehoach_cli.changes import NEW, Change, Effect
from kehoach_cli.periods import cadence_of, period_words
from kehoach_cli.render import safe
from kehoach_cli.render.status import counts_as_json
from kehoach_cli.standing import DONE_LATE, DONE_ON_TIME, Counts
from kehoach_cli.text import Say
from kehoach_cli.vn import percent

if TYPE_CHECKING:  # what is shown, made one layer above
    from kehoach_cli.review import Compared, Read

FORMAT = "kehoach/diff"
FORMAT_VERSION = "1.0"
_MARK = "<!-- kehoach diff -->"  # by which a workflow finds its own comment again
_LONGEST_COMMENT = 60_000  # GitHub takes 65,536 characters
_FEW_PLANS = 5  # that are named one by one
_CADENCES = ("item.recurs", "reporting.every")
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")
_LABEL_END = re.compile(r"[:;,(]")
_BESIDE = ("due_soon", "awaiting_confirmation", "no_deadline", "suspended", "not_judged")


def sentence(say: Say, change: Change) -> str:
    """What a change means, in one sentence of raw text."""
    facts = dict(change.facts)
    if facts.get("field"):
        facts |= {side: _value(say, facts["field"], facts[side]) for side in ("before", "after") if facts.get(side)}
        facts["field"] = label(say, facts["field"])
    if facts.get("fields"):
        facts["fields"] = ", ".join(dict.fromkeys(label(say, field) for field in facts["fields"].split(" ")))
    if facts.get("periods"):
        facts["periods"] = ", ".join(period_words(name, say) for name in facts["periods"].split(" "))
    if cadence_of(facts.get("period", "")):
        facts["period"] = period_words(facts["period"], say)
    if facts.get("state"):
        facts["outcome"] = _outcome(say, facts["state"], facts.get("standing", ""))
    return say(f"changes.{change.kind}", **facts)


def _value(say: Say, field: str, value: str) -> str:
    """A value of a field in words, where the file has a word of the program's own or a day of the year."""
    if value in ("true", "false"):
        return say.word("flag", value)
    if field in _CADENCES:
        every, _, by = value.partition(" ")
        return say("changes.recurs", every=every, by=_value(say, "", by))
    if found := _MONTH_DAY.fullmatch(value):
        return say("changes.month-day", month=found[1], day=found[2])
    return value


def _outcome(say: Say, state: str, standing: str) -> str:
    """What was reported and where that leaves the task, in few words: "đang thực hiện, chưa xong quá hạn"."""
    if standing in (DONE_ON_TIME, DONE_LATE):
        return say.word("standing", standing)
    return ", ".join((say.word("state", state), *([say.word("standing", standing)] if standing else ())))


def label(say: Say, field: str) -> str:
    """How people call a field ("item.due"): the beginning of what the catalogue says about it."""
    form, _, name = field.partition(".")
    own = f"fields.{form}.{name}"
    text = say(own) if say.has(own) else say(f"fields.any.{name}") if say.has(f"fields.any.{name}") else name
    for flag in ("true: ", "false: "):
        text = text.removeprefix(flag)
    return _LABEL_END.split(text)[0].strip()


def as_text(say: Say, of: "Compared") -> str:
    """For a screen: what is compared, the changes under their headings, what they do to the figures."""
    lines = [_heading(say, of), _summary(say, of)]
    for name, found in of.comparison.by_section():
        lines += ["", f"{say(f'changes.section-{name}')} ({len(found)})"]
        for change in found:
            lines += [f"  · {safe.on_one_line(sentence(say, change))}{_of_plan(change, several=of.several)}", *_words(change)]
    figures = _all_figures(say, of.comparison.effects)
    return "\n".join([*lines, *(["", *map(safe.on_one_line, figures)] if figures else [])]) + "\n"


def _of_plan(change: Change, *, several: bool) -> str:
    return f" [{change.plan}]" if change.plan and several else ""


def _words(change: Change) -> list[str]:
    return [f"      {one.sign} {safe.on_one_line(one.text)}" for one in change.words]


def _heading(say: Say, of: "Compared") -> str:
    return say(
        "changes.heading", before=_end(say, of, of.before), after=_end(say, of, of.after), day=of.comparison.as_of.isoformat()
    )


def _end(say: Say, of: "Compared", read: "Read") -> str:
    if read.known is not None:
        return say("changes.commit", commit=read.known.short, day=read.known.day)
    return say("changes.index" if of.staged else "changes.work-tree")


def _summary(say: Say, of: "Compared") -> str:
    """How many changes there are of each kind."""
    if not of.comparison.changes:
        return say("changes.none")
    parts = [f"{say(f'changes.section-{name}').lower()} {len(found)}" for name, found in of.comparison.by_section()]
    return say("changes.summary", count=str(len(of.comparison.changes)), parts=" · ".join(parts))


def as_markdown(say: Say, of: "Compared") -> str:
    """A comment on a pull request: one line that says it all, then the detail, folded; what was altered stands open."""
    head = [_MARK, f"**{safe.for_markdown(_summary(say, of))}**", safe.for_markdown(_heading(say, of))]
    figures = [f"- {safe.for_comment(line)}" for line in _all_figures(say, of.comparison.effects)]
    parts = ["\n\n".join(head), *(["\n".join(figures)] if figures else [])]
    room = _LONGEST_COMMENT - sum(map(len, parts))
    for name, found in of.comparison.by_section():
        title = f"{say(f'changes.section-{name}')} ({len(found)})"
        lines = []
        for place, change in enumerate(found):
            text = "\n".join(_markdown_lines(say, change, several=of.several))
            room -= len(text) + 1
            if room < 0:
                lines.append(f"- {say('changes.more', count=str(len(found) - place))}")
                break
            lines.append(text)
        mark = " open" if name == "altered" else ""
        parts.append(
            "\n\n".join((f"<details{mark}><summary>{safe.for_markdown(title)}</summary>", "\n".join(lines), "</details>"))
        )
    return "\n\n".join(parts) + "\n"


def _markdown_lines(say: Say, change: Change, *, several: bool) -> Iterator[str]:
    yield f"- {safe.for_comment(sentence(say, change) + _of_plan(change, several=several))}"
    for one in change.words:
        yield f"  - {safe.for_comment(say('changes.word-new' if one.sign == NEW else 'changes.word-gone', text=one.text))}"


def _all_figures(say: Say, effects: tuple[Effect, ...]) -> list[str]:
    """The figures of the plans whose figures are others now; the rest in one line."""
    same = [effect.plan for effect in effects if effect.is_nothing]
    named = ", ".join(same) if len(same) <= _FEW_PLANS else say("changes.plans", count=str(len(same)))
    lines = [line for effect in effects if not effect.is_nothing for line in _figures(say, effect)]
    return [*lines, *([say("changes.same-figures", plan=named)] if same else [])]


def _figures(say: Say, effect: Effect) -> list[str]:
    """The official cells of a plan, the classes beside them, the percentage and the filings, each before and after."""
    before, after = (side.counts for side in effect.sides)
    cells = {name: _arrow(str(getattr(before, name)), str(getattr(after, name))) for name in Counts._fields}
    lines = [f"{effect.plan} · {say('screens.cells', **cells)}"]
    beside = [f"{say.word('standing', name.replace('_', '-'))} {cells[name]}" for name in _BESIDE if cells[name] != "0"]
    lines += [say("screens.beside", parts=" · ".join(beside))] if beside else []
    if before.base or after.base:
        rates = [percent(counts.done, counts.base) or "–" for counts in (before, after)]
        done, base = _of_all((before.done, before.base), (after.done, after.base))
        lines.append(say("screens.share", percent=_arrow(*rates), done=done, base=base))
    then, now = (side.owed for side in effect.sides)
    lines += [say("changes.owed", count=_arrow(str(then), str(now)))] if then or now else []
    return [*lines, *_filings(say, effect)]


def _filings(say: Say, effect: Effect) -> list[str]:
    shown = effect.after or effect.before
    if shown is None or shown.period is None:
        return []
    filed, expected = _of_all(*((side.filed, side.expected) for side in effect.sides))
    days = {name: getattr(shown.period, name).isoformat() for name in ("opens", "closes", "due")}
    return [say("screens.filings", period=shown.period.name, filed=filed, expected=expected, **days)]


def _of_all(before: tuple[int, int], after: tuple[int, int]) -> tuple[str, str]:
    """A number out of another one before and after, for a text that says "{one} of {other}"; the first one is written out where
    the whole has changed too."""
    known = str(before[0]) if before[1] == after[1] else f"{before[0]}/{before[1]}"
    return (known if before == after else f"{known} → {after[0]}"), str(after[1])


def _arrow(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def as_json(say: Say, of: "Compared") -> dict[str, Any]:
    """The same for other tools, in the shape of `schema/diff.schema.json`."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "as_of": of.comparison.as_of.isoformat(),
        "before": _end_as_json(of, of.before),
        "after": _end_as_json(of, of.after),
        "changes": [change_as_json(say, change) for change in of.comparison.changes],
        "plans": [_effect_as_json(effect) for effect in of.comparison.effects],
    }


def change_as_json(say: Say, change: Change) -> dict[str, Any]:
    """One change."""
    return {
        "kind": change.kind,
        "section": changes.section(change),
        "plan": change.plan,
        "path": change.path,
        "items": list(change.items),
        "agencies": list(change.agencies),
        "message": safe.on_one_line(sentence(say, change)),
        "facts": {name: fact for name, fact in change.facts.items() if fact},
        "words": [{"sign": one.sign, "text": one.text} for one in change.words],
    }


def _end_as_json(of: "Compared", read: "Read") -> dict[str, Any]:
    known = read.known
    kind = "commit" if known else "index" if of.staged else "work-tree"
    return {
        "kind": kind,
        "typed": known.typed if known else None,
        "commit": known.commit if known else None,
        "date": known.date if known else None,
        "errors": read.errors,
    }


def _effect_as_json(effect: Effect) -> dict[str, Any]:
    return {"id": effect.plan, **{name: _side_as_json(effect, name) for name in ("before", "after")}}


def _side_as_json(effect: Effect, name: str) -> dict[str, Any] | None:
    side = effect.before if name == "before" else effect.after
    if side is None:
        return None
    period = side.period.name if side.period else None
    filings = {"period": period, "filed": side.filed, "expected": side.expected, "owed": side.owed}
    return {"counts": counts_as_json(side.counts), "filings": filings}
