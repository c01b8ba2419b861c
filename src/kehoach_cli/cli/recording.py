"""The steps that every recording command shares: begin, read, rehearse, show, ask, write and commit; what was typed is kept
whatever happens."""

import shlex
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import typer

from kehoach_cli import advance, attachments, disk, drafts, entryfile, ledger, objects, onrecord, repo
from kehoach_cli.cli import ask, options
from kehoach_cli.cli.context import Session, session
from kehoach_cli.cli.options import Common
from kehoach_cli.draft import Draft, binary
from kehoach_cli.entryfile import Given, Typed
from kehoach_cli.fields import Form
from kehoach_cli.findings import Finding
from kehoach_cli.forms import EVENT_FORMS
from kehoach_cli.model import ACCEPTED, CONFIRMATION, EXCUSE, EXTENSION, RETURNED, UPDATE, Register
from kehoach_cli.nodes import LONGEST_BYTES, Data
from kehoach_cli.parse import Snapshot
from kehoach_cli.render import safe
from kehoach_cli.repo import Repo
from kehoach_cli.trouble import FOUND, WRONG_USE, Trouble, cause_of
from kehoach_cli.workspace import Workspace

_PIPED = "<stdin>"
_KEYS = {"PLAN/ITEM": "item"}
_OPTIONS = {"figures": "--figure"}  # each other key bears the name of its option
# The command that records a kind of event; a confirmation is two commands, by its result.
_COMMANDS: dict[tuple[object, object], str] = {
    (UPDATE, None): "record",
    (CONFIRMATION, ACCEPTED): "confirm",
    (CONFIRMATION, RETURNED): "return",
    (EXTENSION, None): "extend",
    (EXCUSE, None): "excuse",
}
EVENT_COMMANDS = tuple(_COMMANDS.values())


def command_for(content: Data) -> str | None:
    """The command that records an event with that content; None when the content says no kind of event that one records."""
    said = content if isinstance(content, dict) else {}
    kind = said.get("kind")
    result = said.get("result") if kind == CONFIRMATION else None
    return _COMMANDS.get((kind, result)) if isinstance(kind, str) and isinstance(result, str | None) else None


class Recording(NamedTuple):
    """One run of a command that records, with what its common options say."""

    here: Session
    command: str
    workspace: Workspace
    common: Common
    given: Given | None
    of: Repo | None

    @property
    def register(self) -> Register:
        """What the files state."""
        return self.workspace.register

    @property
    def source(self) -> str | None:
        """The file to take the content from, "-" for standard input; None when everything is typed."""
        return self.common.source

    @property
    def entries(self) -> Given | None:
        """The file, where it holds a list of entries."""
        return self.given if self.given and self.given.entries is not None else None

    @property
    def asks(self) -> bool:
        """Whether there is somebody to ask for what is missing."""
        return _asks(self.here, self.common)

    def read(self, form: Form, typed: Mapping[str, Data]) -> Typed:
        """The values of a form, from the file if one is named and from options, which win. Raises Trouble for a file that holds
        an event of another command, and for typed words that no file can hold."""
        require_whole(typed)
        if self.given is None:
            return Typed(dict(typed), {}, (), Snapshot({}))
        found = entryfile.one(self.given, form, typed)
        self.require_own(found)
        return found

    def require_own(self, typed: Typed) -> None:
        """Raise Trouble for an event of another command."""
        meant = command_for(typed.values)
        if meant and meant != self.command:
            raise Trouble("other-command", exit_code=WRONG_USE, path=self.given.name if self.given else "", command=meant)

    def ready(self) -> Repo:
        """The repository, looked at once more where somebody has taken time over questions. Raises Trouble."""
        of = self.of or repo.find(self.workspace.root)
        if self.asks or self.of is None:
            repo.require_ready(of, allow_detached=self.common.allow_detached)
        return of

    def require(self, needed: Mapping[str, object]) -> None:
        """Raise Trouble that names everything still missing at once, as options, or in a list as keys of the entry; `needed` maps
        an option or a metavar to its value."""
        if self.entries is None:
            options.require(self.here.say, needed)
            return
        missing = [_KEYS.get(name, name.removeprefix("--")) for name, value in needed.items() if not value]
        if missing:
            raise Trouble("keys-needed", exit_code=WRONG_USE, keys=", ".join(missing))

    def read_event(self, kind: str, typed: Mapping[str, Data]) -> Typed:
        """The values of an event of that kind."""
        return self.read(EVENT_FORMS[kind], typed)

    def refuse(self, typed: Typed) -> int:
        """Show what is wrong with the file; what was piped in is kept. The exit code."""
        show_findings(self.here, typed.findings, typed.snapshot)
        self.keep_piped()
        return FOUND

    def keep_piped(self) -> None:
        """Keep what was piped in, which is nowhere else, and say where."""
        piped = self.given.snapshot.files.get(_PIPED) if self.given else None
        if piped and len(piped) <= LONGEST_BYTES and not self.common.dry_run:  # of what is too long the rest was never read
            _keep_piped(self.here, f"{self.command}.yaml", piped)

    def finish(self, draft: Draft, *again: str) -> int:
        """Put a draft on record, or print it as a patch. `again` are the words that would take the draft up once more. A file
        that was one of our drafts goes when it is on record. The exit code."""
        here, workspace = self.here, self.workspace
        words = ["kehoach", self.command, *again]
        if self.common.dry_run:
            refused = _refused(here, workspace, draft)
            if not refused:
                _show_patch(here, workspace.root, draft)
            return FOUND if refused else 0
        try:
            if _refused(here, workspace, draft):
                _keep(here, workspace, draft, words)
                return FOUND
            if self.asks and not self.common.yes:
                _ask(here, draft)
            commit = onrecord.put(workspace, self.ready(), draft)
        except KeyboardInterrupt:
            _keep(here, workspace, draft, words)
            raise
        except (Trouble, OSError) as error:
            trouble = error if isinstance(error, Trouble) else of_the_system(error)
            here.console.trouble(trouble)
            _keep(here, workspace, draft, words)
            return trouble.exit_code
        here.console.note("recorded", path=draft.path, commit=commit, subject=draft.subject)
        _name_attached(here, "attached", draft)
        if self.source:
            with suppress(OSError, Trouble):  # it is on record, whatever becomes of the draft
                drafts.drop(self.ready(), Path(self.source))
        return 0


def require_whole(typed: "Data | Mapping[str, Data]", option: str = "") -> None:
    """Raise Trouble for typed words that no file can hold. They are named by their option."""
    if isinstance(typed, str):
        ask.whole(option, typed)
    for key, value in typed.items() if isinstance(typed, Mapping) else ():
        require_whole(value, option or _OPTIONS.get(key, f"--{key}"))
    for value in typed if isinstance(typed, list) else ():
        require_whole(value, option)


def begin(ctx: typer.Context, common: Common, about: str | None = None) -> Recording:
    """The run of the command. Raises Trouble before anybody types a word, when nothing could be recorded here anyway; where all
    words are there already, it is left to git to ask who commits. Settles what an interrupted run left, so that it is not taken
    for a recording. Where `about` ("38-ct-tw/III.2") or the file names the plan, other plans are not read."""
    here = session(ctx)
    root = disk.find_root(here.folder)
    of = None if common.dry_run else repo.find(root)
    if of is not None:
        settle(here, of, root)
        require = repo.require_ready if _asks(here, common) else repo.require_at_rest
        require(of, allow_detached=common.allow_detached)
    given = entryfile.read(*_read_source(common.source)) if common.source else None
    return Recording(here, str(ctx.info_name), here.workspace(plans=_plans(about, given)), common, given, of)


def _asks(here: Session, common: Common) -> bool:
    return common.source is None and not common.no_input and here.console.can_ask


def _plans(about: str | None, given: Given | None) -> frozenset[str]:
    """The plans that are spoken of, as far as they are named; none where an entry leaves its plan open."""
    named = (about or "").partition("/")[0]
    said = given.plans if given else ()
    found = frozenset(one for one in (named, *said) if one)
    return found if named or all(said) else frozenset()


def settle(here: Session, of: Repo, root: Path) -> None:
    """Settle what an interrupted run left, and say how. Raises Trouble."""
    settled = ledger.settle(of, root)
    if settled:
        here.console.note(
            f"settled-{settled.kind}-{settled.outcome}", path=settled.path, draft=settled.draft, aside=settled.aside
        )
    moved = advance.settle(of)
    if moved:
        here.console.note(f"settled-sync-{moved}")


def show_findings(here: Session, findings: tuple[Finding, ...], snapshot: Snapshot) -> None:
    """What is wrong, on stderr."""
    from kehoach_cli.render.findings import as_text

    here.console.err(as_text(here.say, findings, snapshot))


def _read_source(source: str) -> tuple[bytes, str]:
    """The content behind `--from`: a file, or standard input for "-"; and the name to call it by."""
    if source == "-":
        return sys.stdin.buffer.read(LONGEST_BYTES + 1), _PIPED
    return disk.read_input(Path(source), LONGEST_BYTES), source


def _refused(here: Session, workspace: Workspace, draft: Draft) -> bool:
    """Show what the draft would bring into the workspace; whether it is refused for it."""
    rehearsal = onrecord.rehearse(workspace, draft)
    if rehearsal.findings:
        show_findings(here, rehearsal.findings, rehearsal.snapshot)
    if rehearsal.errors:
        here.console.note("nothing-recorded")
    return bool(rehearsal.errors)


def _show_patch(here: Session, root: Path, draft: Draft) -> None:
    """What `git apply` needs to do the same; the bytes of an attachment are nothing to look at on a terminal."""
    lead = prefix(root)
    here.console.out(draft._replace(path=lead + draft.path).patch)
    for path, content in draft.attached.items():
        if not here.console.is_terminal and not (root / path).exists():
            here.console.out(binary(lead + path, content, objects.name_of(content, _hex_digits(root))))
    _name_attached(here, "would-attach", draft)


def _hex_digits(root: Path) -> int:
    """How long the hashes of the repository are."""
    try:
        return 64 if repo.find(root).run("rev-parse", "--show-object-format").out.strip() == "sha256" else 40
    except Trouble:
        return 40


def _name_attached(here: Session, key: str, draft: Draft) -> None:
    for path, content in draft.attached.items():
        here.console.note(key, path=path, size=attachments.size_in_words(len(content)))


def _ask(here: Session, draft: Draft) -> None:
    here.console.err(f"\n{draft.path}\n\n{safe.for_terminal(draft.text)}")
    if not ask.agrees(here.console, "record-this"):
        raise KeyboardInterrupt


def prefix(root: Path) -> str:
    """What leads from the top of the repository, where `git apply` reads a patch, to the workspace."""
    try:
        return repo.find(root).prefix
    except Trouble:
        return ""


def _keep(here: Session, workspace: Workspace, draft: Draft, again: list[str]) -> None:
    """Keep what was typed and say where; where nothing can be kept, show it, so that it can be copied."""
    kept = onrecord.keep_draft(workspace, draft)
    if kept:
        here.console.note("draft-kept", path=kept, command=shlex.join([*again, "--from", kept]))
    else:
        _show_words(here, draft.text)


def _keep_piped(here: Session, name: str, content: bytes) -> None:
    try:
        here.console.note("piped-kept", path=drafts.keep(repo.find(disk.find_root(here.folder)), name, content))
    except (Trouble, OSError):
        _show_words(here, content.decode(errors="replace"))


def _show_words(here: Session, text: str) -> None:
    here.console.note("draft-lost")
    here.console.err(safe.for_terminal(text))


def of_the_system(error: OSError) -> Trouble:
    """What the system says, as every other trouble."""
    return Trouble("system", cause=cause_of(error), path=str(error.filename or ""))
