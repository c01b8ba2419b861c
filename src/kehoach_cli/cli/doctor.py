"""`kehoach doctor`: is everything in place to work here? Each line says yes or no, and the exact command that mends it."""

import json
import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from kehoach_cli import __version__, advance, attachments, disk, drafts, intake, ledger, leftovers, locks, pdf, repo
from kehoach_cli.cli import clock, options, recording
from kehoach_cli.cli.context import Session, one_of, session
from kehoach_cli.kept import Kept, WorkTree
from kehoach_cli.model import EVENT_KINDS
from kehoach_cli.parse import EventPath, FilingPath
from kehoach_cli.render import safe
from kehoach_cli.repo import Repo
from kehoach_cli.store import Store, store
from kehoach_cli.survey import Survey, survey
from kehoach_cli.trouble import Trouble
from kehoach_cli.workspace import load, load_surveyed

FORMATS = ("text", "json")
OK, WARN, BAD = "ok", "warn", "bad"
_FORMAT = "kehoach/doctor"
_SIGNS = {OK: "✓", WARN: "!", BAD: "✗"}


class Check(NamedTuple):
    """One thing looked at. The sentence is "doctor.<key>.<verdict>", the mending command "doctor.<key>.mend"."""

    key: str
    verdict: str
    facts: dict[str, str]


def command(
    ctx: typer.Context,
    format_: options.FormatOption = None,
    fix: Annotated[bool, typer.Option("--fix")] = False,
    clear_cache: Annotated[bool, typer.Option("--clear-cache")] = False,
) -> int:
    here = session(ctx)
    chosen = one_of("--format", format_, FORMATS) or "text"
    if clear_cache and (keeping := store()):
        keeping.clear()
    found = list(_checks(here, fix=fix))
    if chosen == "json":
        document = {"format": _FORMAT, "format_version": "1.0", "checks": [_as_dict(here, check) for check in found]}
        here.console.out(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        here.console.out("\n".join(line for check in found for line in _lines(here, check)))
    return 1 if any(check.verdict == BAD for check in found) else 0


def _sentence(here: Session, check: Check) -> str:
    return here.say(f"doctor.{check.key}.{check.verdict}", **{name: safe.on_one_line(fact) for name, fact in check.facts.items()})


def _mend(here: Session, check: Check) -> str:
    key = f"doctor.{check.key}.mend"
    return here.say(key, **check.facts) if check.verdict != OK and here.say.has(key) else ""


def _lines(here: Session, check: Check) -> Iterator[str]:
    yield f"{_SIGNS[check.verdict]} {_sentence(here, check)}"
    mend = _mend(here, check)
    if mend:
        yield f"    {here.say('remarks.cure')} {mend}"


def _as_dict(here: Session, check: Check) -> dict[str, str]:
    return {"check": check.key, "verdict": check.verdict, "message": _sentence(here, check), "mend": _mend(here, check)}


def _checks(here: Session, *, fix: bool) -> Iterator[Check]:
    """Everything worth looking at, from the program outwards."""
    yield Check("program", OK, {"version": __version__, "python": ".".join(map(str, sys.version_info[:3]))})
    yield Check("clock", OK, {"day": clock.today().isoformat()})
    yield _encoding()
    yield _office()
    try:
        yield Check("git", OK, {"version": repo.version()})
    except Trouble:
        yield Check("git", BAD, {})
        return
    try:
        keeping, seen = store(), _surveyed(disk.find_root(here.folder))
        cache = _cache(keeping, seen)  # before anything is read, which keeps it
        workspace = load_surveyed(seen, keeping) if seen and keeping else load(here.folder)
    except Trouble as trouble:
        told = _told(here, trouble)
        yield Check("workspace", BAD, {**told, "mend": "kehoach init"} if trouble.key == "no-workspace" else told)
        return
    yield Check("workspace", OK, {"path": workspace.root.as_posix(), "plans": str(len(workspace.register.plans))})
    yield cache
    errors = workspace.form_errors
    yield Check("files", BAD if errors else OK, {"count": str(errors)})
    try:
        of = repo.find(workspace.root)
    except Trouble as trouble:
        yield Check("repository", BAD, _told(here, trouble))
        return
    yield Check("repository", OK, {"path": of.top.as_posix()})
    yield from _repository_checks(here, of, workspace.root, fix=fix)
    yield _completion()


def _told(here: Session, trouble: Trouble) -> dict[str, str]:
    """What is wrong, and the cure, if there is one."""
    cure = f"errors.{trouble.key}.cure"
    mend = here.say(cure, **trouble.facts) if here.say.has(cure) else ""
    return {"cause": here.say(f"errors.{trouble.key}", **trouble.facts), "mend": mend}


def _encoding() -> Check:
    """What Python would use for a pipe; our own output is UTF-8 whatever it says."""
    given = os.environ.get("PYTHONIOENCODING", "") or sys.getfilesystemencoding()
    sound = given.lower().replace("-", "").startswith("utf8")
    return Check("encoding", OK if sound else WARN, {"encoding": given})


def _surveyed(root: Path) -> Survey | None:
    """What the disk says of the files; None where it does not let us ask."""
    try:
        return survey(root)
    except (OSError, OverflowError):  # who reads the files will tell
        return None


def _cache(keeping: Store | None, seen: Survey | None) -> Check:
    """What is kept between runs, and of how much of this workspace it still holds."""
    if keeping is None:
        return Check("cache-off", OK, {})
    count, size = keeping.size()
    facts = {"path": keeping.folder.as_posix(), "count": str(count), "size": f"{size / 1_000_000:.1f}"}
    fresh = Kept(WorkTree(seen), keeping).fresh() if seen else 0
    return Check("cache", OK, {**facts, "fresh": str(fresh), "parts": str(len(seen.parts) if seen else 0)})


def _office() -> Check:
    """Whether PDF can be made, and in which font its pages are set."""
    program, font = pdf.program(), pdf.font() or pdf.FONT
    if program is None:
        return Check("office", WARN, {})
    if font != pdf.FONT:
        return Check("office-font", WARN, {"font": font, "wanted": pdf.FONT})
    return Check("office", OK, {"path": Path(program).as_posix(), "font": font})


def _repository_checks(here: Session, of: Repo, root: Path, *, fix: bool) -> Iterator[Check]:
    yield from _locks(here, of, fix=fix)
    yield _ready(here, of, fix=fix)
    attributes = root / ".gitattributes"
    sound = attributes.is_file() and "eol=lf" in attributes.read_text(encoding="utf-8", errors="replace")
    yield Check("line-ends", OK if sound else WARN, {})
    kept_as_they_are = not intake.converted(of, [attachments.path_of("x", "0" * 64, "x.csv")])
    yield Check("attachments", OK if kept_as_they_are else WARN, {})
    yield from _interrupted(here, of, root, fix=fix)
    yield from _rests(here, of, root, fix=fix)
    yield _drafts(of)


def _ready(here: Session, of: Repo, *, fix: bool) -> Check:
    """Whether a commit can be made here and now; a damaged index is mended for it."""
    try:
        leftovers.require_whole(of)
        repo.require_ready(of)
    except Trouble as trouble:
        if fix and trouble.key == "index-damaged":
            return _renewed(here, of)
        return Check("ready", BAD, _told(here, trouble))
    return Check("ready", OK, {})


def _locks(here: Session, of: Repo, *, fix: bool) -> Iterator[Check]:
    """The locks that a killed git left: they stand in the way of all else."""
    found = leftovers.locks_of_git(of)
    if not found:
        yield Check("locks", OK, {})
    for lock in found:
        told = {"path": lock.path.as_posix(), "age": locks.in_words(lock.age)}
        yield _set_aside(here, of, "locks-fixed", told, lock.path) if fix else Check("locks", WARN, told)


def _renewed(here: Session, of: Repo) -> Check:
    """A damaged index, set aside and made anew; what had been added for a later commit is still in its files."""
    index = of.git_dir / "index"
    told = {"path": index.as_posix()}
    if leftovers.quiet_needed(of) is None:
        return Check("git-at-work", BAD, told)
    try:
        with locks.lock(of):
            aside = drafts.set_aside(of, index)
            repo.renew_index(of)
    except Trouble as trouble:
        return Check("index-fixed", BAD, {"cause": here.say(f"errors.{trouble.key}", **trouble.facts)})
    return Check("index-fixed", OK, {**told, "aside": aside.as_posix()})


def _rests(here: Session, of: Repo, root: Path, *, fix: bool) -> Iterator[Check]:
    rests = leftovers.rests(root)
    if not rests:
        yield Check("rests", OK, {})
    for rest in rests:
        told = {"path": rest.as_posix(), "age": locks.in_words(locks.age(rest))}
        yield _set_aside(here, of, "rests-fixed", told, rest) if fix else Check("rests", WARN, told)


def _set_aside(here: Session, of: Repo, key: str, told: dict[str, str], path: Path) -> Check:
    """Move a file out of the way, if surely nobody is at work on it any more."""
    needed = leftovers.quiet_needed(of)
    if needed is None:
        return Check("git-at-work", BAD, told)
    if locks.age(path) < needed:
        return Check("too-new", BAD, {**told, "needed": locks.in_words(needed)})
    try:
        with locks.lock(of):
            return Check(key, OK, {**told, "aside": drafts.set_aside(of, path).as_posix()})
    except Trouble as trouble:
        return Check(key, BAD, {"cause": here.say(f"errors.{trouble.key}", **trouble.facts)})


def _interrupted(here: Session, of: Repo, root: Path, *, fix: bool) -> Iterator[Check]:
    if not fix:
        yield Check("interrupted", WARN if ledger.is_interrupted(of) or advance.is_interrupted(of) else OK, {})
        return
    try:
        settled = ledger.settle(of, root)
        moved = advance.settle(of)
    except Trouble as trouble:
        yield Check("interrupted-fixed", BAD, {"cause": here.say(f"errors.{trouble.key}", **trouble.facts)})
        return
    if moved:
        yield Check("interrupted-fixed", OK, {"what": here.say(f"remarks.settled-sync-{moved}")})
    if settled:
        facts = {"path": settled.path, "draft": settled.draft, "aside": settled.aside}
        what = here.say(f"remarks.settled-{settled.kind}-{settled.outcome}", **facts)
        yield Check("interrupted-fixed", OK, {"what": what.replace("\n", " – ")})
    if not (settled or moved):
        yield Check("interrupted", OK, {})


def _drafts(of: Repo) -> Check:
    waiting = drafts.waiting(of)
    if not waiting:
        return Check("drafts", OK, {})
    last = waiting[-1]
    command = shlex.join(["kehoach", *_words_for(last), "--from", last.as_posix()])
    return Check("drafts", WARN, {"count": str(len(waiting)), "path": last.as_posix(), "command": command})


def _words_for(draft: Path) -> list[str]:
    """The command that takes a draft up and what it is about: by the path it is meant for and what it says; what was piped begins
    with the name of its command, and nobody knows more of it."""
    from kehoach_cli.nodes import read

    data = read(draft.read_bytes(), draft.name).data
    said = {key: value for key, value in data.items() if isinstance(value, str)} if isinstance(data, dict) else {}
    meant = drafts.meant_for(draft)
    if isinstance(meant, FilingPath):
        revises = ["--revise"] if meant.revision > 1 else []
        return ["submit", meant.plan, "--agency", meant.agency, "--period", meant.period, *revises]
    piped = draft.name.partition(".")[0].rstrip("-0123456789")
    command = recording.command_for(data) or (piped if piped in ("submit", *recording.EVENT_COMMANDS) else "record")
    if not isinstance(meant, EventPath):
        return [command]
    named = meant.stated[1] if meant.stated and meant.stated[1] not in EVENT_KINDS else ""
    period = ["--period", said["period"]] if not named and "period" in said else []
    return [command, f"{meant.plan}/{named}" if named else meant.plan, "--agency", meant.agency, *period]


_STARTUP_FILES = {"bash": ".bashrc", "zsh": ".zshrc", "fish": ".config/fish/config.fish"}


def _completion() -> Check:
    shell = Path(os.environ.get("SHELL", "powershell" if shutil.which("powershell") else "")).name
    startup = Path.home() / _STARTUP_FILES[shell] if shell in _STARTUP_FILES else None
    if startup is None:
        return Check("completion", WARN, {"shell": shell or "?", "command": "kehoach completion powershell"})
    known = startup.is_file() and "kehoach completion" in startup.read_text(encoding="utf-8", errors="replace")
    line = "kehoach completion fish | source" if shell == "fish" else f'eval "$(kehoach completion {shell})"'
    return Check("completion", OK if known else WARN, {"shell": shell, "command": f"echo '{line}' >> ~/{_STARTUP_FILES[shell]}"})
