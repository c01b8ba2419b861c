"""Hostile strings as names of files and in files that are brought: attachments, documents that are verified, templates; and as
words typed for whatever a command takes."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import docx as python_docx
import pytest
from poison import EVERY, STRINGS, blanks_evened, is_harmless, mark, said
from readers import FORMATS, json_texts, markdown_texts, missing, patch_texts, sarif_texts, screen_texts, word_texts
from sink_world import quietly

from conftest import Program, git, posix_only
from kehoach_cli import attachments
from kehoach_cli._commands import ARGUMENTS, CHOICES, VALUES

pytestmark = [pytest.mark.xdist_group("sinks-files"), posix_only]


def file_name(number: int, ending: str) -> str:
    """The string as the name of a file, as far as the system takes it; marks too long for it stay."""
    text = re.sub("[/\0\ud800-\udb7f\udb80-\udbff\udc00-\udc7f]", "", STRINGS[number]).lstrip(".")  # a hidden file is passed over
    most = 240 - len(ending) - len(mark(number))
    return text.encode("utf-8", "surrogateescape")[:most].decode("utf-8", "ignore") + f" {mark(number)}{ending}"


def kept_name(number: int) -> str:
    return attachments.given_name(file_name(number, ".pdf"))


# What is tried below, as it begins.
LISTED = (("template", "list"), *(("template", "list", "--format", form) for form in CHOICES["template list", "--format"]))
PATCHES = (("fmt", "--diff"), ("validate", "--fix", "--dry-run"))
LAID_OUT = (*PATCHES, ("fmt", "--check"), ("fmt",))
COMMANDS = (*LISTED, *LAID_OUT, ("template", "check"), ("undo", "--yes"))

Told = Callable[..., str]


@pytest.fixture
def attached(office: Path, tmp_path: Path, kehoach: Program) -> Told:
    """A command on an office in which one report of completion has a file of every name."""
    (office / ".gitattributes").write_text("plans/*/attachments/** binary\n", encoding="utf-8")
    git(office, "add", "--all")
    git(office, "commit", "--quiet", "--message=Thuộc tính")
    folder = tmp_path / "tep"
    folder.mkdir()
    for n in EVERY:
        (folder / file_name(n, ".pdf")).write_bytes(b"%%PDF-1.7 %d" % n)
    record = ("record", "kh/I.1", "-a", "so-a", "-d", "2026-06-30", "-s", "completed", "-m", "Xong.", "--yes")
    ran = kehoach(*record, *(f"--attach={path}" for path in sorted(folder.iterdir())), cwd=office)
    assert ran.code == 0, ran.err
    assert is_harmless(ran.out + ran.err)

    def told(*arguments: str) -> str:
        found = kehoach(*arguments, cwd=office)
        assert found.code in (0, 1), found.err
        assert is_harmless(found.err)
        return found.out

    return told


def _unsaid(texts: list[str]) -> list[int]:
    evened = [blanks_evened(text) for text in texts]
    return [n for n in EVERY if not any(kept_name(n) in text for text in evened)]


def test_names_of_attached_files_are_told_and_obeyed_nowhere(attached: Told, office: Path, tmp_path: Path) -> None:
    assert _unsaid(screen_texts(attached("log", "kh/I.1"))) == []
    assert _unsaid(json_texts(attached("log", "kh/I.1", "--format", "json"))) == []
    assert _unsaid(screen_texts(attached("diff", "HEAD~1", "HEAD"))) == []
    assert _unsaid(json_texts(attached("diff", "HEAD~1", "HEAD", "--format", "json"))) == []
    (event,) = (path.relative_to(office).as_posix() for path in office.glob("plans/kh/progress/2026/so-a/*"))
    assert missing(screen_texts(attached("show", event)), mark) == []
    for kind in ("item", "agency"):
        about = ("report", kind, "kh", *(("--item", "I.1") if kind == "item" else ("--agency", "so-a", "--period", "2026")))
        assert _unsaid(markdown_texts(attached(*about, "-f", "markdown"))) == []
        attached(*about, "-o", str(tmp_path / "x.docx"))
        assert _unsaid(word_texts((tmp_path / "x.docx").read_bytes())) == []
    screen_texts(attached("validate"))
    for path in office.glob("plans/kh/attachments/*"):  # a finding on each
        path.write_bytes(b"khac")
    assert len(re.findall("KH42", "".join(screen_texts(attached("validate"))))) > 10
    sarif_texts(attached("validate", "--format", "sarif"))


def test_what_undo_takes_back_is_shown_and_obeyed_nowhere(attached: Told) -> None:
    screen_texts(attached("undo", "--yes"))


# --- documents from elsewhere, held against the data


@pytest.mark.parametrize("form", [".md", ".docx"])
def test_a_verified_document_is_quoted_and_obeyed_nowhere(form: str, office: Path, tmp_path: Path, kehoach: Program) -> None:
    made = tmp_path / f"bao-cao{form}"
    assert kehoach("report", "annual", "kh", "--period", "2026", "-o", made, cwd=office).code == 0
    for n in EVERY[:: 3 if form == ".md" else 12]:
        brought = tmp_path / file_name(n, form)
        if form == ".md":
            head, _, facts = made.read_text(encoding="utf-8").rpartition("<!-- kehoach ")
            facts = re.sub("(?<=version=)[^&]*", quote(said(n).encode("utf-8", "replace")), facts).replace("--", "%2D-")
            facts = facts.removesuffix("%2D->\n") + "-->\n"
            words = said(n).encode("utf-8", "replace").decode()
            brought.write_text(f"{words}\n\n{head}<!-- kehoach {facts}", encoding="utf-8", newline="")
        else:
            document = python_docx.Document(made)
            document.add_paragraph("".join(one for one in said(n) if one.isprintable()))
            document.save(brought)
        ran = kehoach("report", "--verify", brought, cwd=office)
        assert ran.code == 1, ran.err
        texts = screen_texts(ran.out + ran.err)
        assert any(text.startswith("- ") for text in texts), texts
        assert any(mark(n) in text for text in texts), texts


# --- templates


def test_a_mistake_in_a_template_is_quoted_and_obeyed_nowhere(
    office: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    quietly(monkeypatch)
    own = office / "templates/vi"
    own.mkdir(parents=True)
    for n in EVERY:
        words = said(n).encode("utf-8", "replace").decode()
        text = f"{{{{ plan.{mark(n)} }}}} {words}"
        (own / file_name(n, ".md.j2")).write_text(text, encoding="utf-8", newline="")
    for arguments in LISTED:
        texts = FORMATS[arguments[-1] if "--format" in arguments else ""].read(kehoach(*arguments, cwd=office).out)
        assert missing(texts, mark) == [], arguments
    for n in EVERY[::8]:
        ran = kehoach("template", "check", own / file_name(n, ".md.j2"), "--kind", "annual", cwd=office)
        assert ran.code in (1, 2), ran.err
        assert mark(n) in "".join(screen_texts(ran.out + ran.err))


# --- files of the workspace that are laid out anew


def test_lines_of_files_are_quoted_and_obeyed_nowhere(office: Path, kehoach: Program) -> None:
    """Files as somebody may write them by hand: the string in a comment and as it is, in a layout that is not ours."""
    for n in EVERY:
        path = office / f"plans/kh/progress/2026/so-a/2026-06-30-I.1-{n:06x}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        words = said(n).encode("utf-8", "surrogatepass")
        head = b"# %s\nstate:   in-progress\nkind: update\ndate: 2026-06-30\nitem: I.1\n" % words.replace(b"\n", b"\n# ")
        path.write_bytes(head + b"summary: |\n    %s\n" % words.replace(b"\n", b"\n    "))
    for arguments in LAID_OUT:
        ran = kehoach(*arguments, cwd=office)
        assert ran.code in (0, 1), ran.err
        assert is_harmless(ran.err)
        assert (patch_texts if arguments in PATCHES else screen_texts)(ran.out)


def test_names_of_files_are_shown_and_obeyed_nowhere(office: Path, kehoach: Program) -> None:
    """Files that lie about, named by the string; committed as a recording would be, so that `undo` takes them for one."""
    for n in EVERY:
        for folder in ("plans/kh", "plans/kh/progress/2026/so-a"):
            path = office / folder / file_name(n, ".yaml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("kind:   update\n", encoding="utf-8")
    git(office, "add", "--all")
    git(office, "commit", "--quiet", "--message=ghi(kh/I.1): so-a 2026-06-30")
    views = (*LAID_OUT, ("fmt",), ("validate",), ("validate", "--format", "github"), ("diff", "HEAD~1"), ("log",), ("audit",))
    for arguments in (*views, ("status",), ("doctor",)):
        ran = kehoach(*arguments, cwd=office)
        assert is_harmless(ran.err), arguments
        assert (patch_texts if arguments in PATCHES else screen_texts)(ran.out), arguments
    git(office, "checkout", "--quiet", ".")  # what was laid out anew
    ran = kehoach("undo", "--yes", cwd=office)
    assert ran.code == 0, ran.err
    assert missing(screen_texts(ran.err), mark) == []


# --- words typed for whatever a command takes

_NAMES_A_FILE = ("FILE", "DIR", "PATH...", "EVENT", "SOURCE")  # what is named so is read or written
TAKES = sorted(
    {*VALUES.items(), *(((command, name), name) for command, names in ARGUMENTS.items() for name in names)}
)  # fmt: skip
TYPED = [STRINGS.index(one) for one in ("\x1b[2J\x1b[H", "\u202eđảo", "\udcff", "[/]", "x\n::stop-commands::y", "--output=x")]


@pytest.mark.parametrize("command", sorted({command for (command, _), _ in TAKES}))
def test_whatever_is_typed_is_refused_or_taken_and_obeyed_nowhere(command: str, office: Path, kehoach: Program) -> None:
    before = git(office, "rev-parse", "HEAD")
    for (of, name), metavar in TAKES:
        if of == command and metavar not in _NAMES_A_FILE and name not in _NAMES_A_FILE:
            for n in TYPED:
                words = [f"{name}={said(n)}"] if name.startswith("--") else ["-C" if name == "-C" else "--", said(n)]
                ran = kehoach(*command.split(), *words, cwd=office)
                assert ran.code in (0, 1, 2, 3), ran.err
                assert is_harmless(ran.out + ran.err), (name, n)
                assert "KEHOACH_DEBUG" not in ran.err, (name, ran.err)
    assert git(office, "rev-parse", "HEAD") == before
    assert git(office, "status", "--porcelain") == ""
