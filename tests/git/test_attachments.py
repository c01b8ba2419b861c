"""Files attached to what is recorded: kept under their hash in the commit of the entry, checked, taken back with it."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from test_recording import hook, state_of

from conftest import Program, git, posix_only
from kehoach_cli import attachments, disk, drafts, intake, ledger, repo
from kehoach_cli.cli.console import Console
from kehoach_cli.store import store
from kehoach_cli.trouble import Trouble

RECORD = ("record", "kh/I.1", "--agency", "so-a", "--date", "2026-06-01", "--state", "in-progress", "--summary", "Đang soạn.")
EVENT = "plans/kh/progress/2026/so-a/2026-06-01-I.1-0a1b2c.yaml"
PAPER = b"%PDF-1.7\r\n\x00\xff\x1b]0;x\x07\r\n"


@pytest.fixture
def desk(office: Path) -> Path:
    """A workspace that keeps every byte of attachments."""
    (office / ".gitattributes").write_text("* text=auto eol=lf\nplans/*/attachments/** binary\n", encoding="utf-8")
    git(office, "add", "--all")
    git(office, "commit", "--quiet", "--message=Thuộc tính")
    return office


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "Báo cáo 123.PDF"
    path.write_bytes(PAPER)
    return path


def kept(content: bytes, ending: str = "pdf") -> str:
    return f"plans/kh/attachments/{sha256(content).hexdigest()}.{ending}"


def found(desk: Path, kehoach: Program) -> set[str]:
    """The codes that `validate` finds, but for the one that the small workspace has from the start."""
    findings = json.loads(kehoach("validate", "--format", "json", cwd=desk).out)["findings"]
    return {finding["code"] for finding in findings} - {"KH320"}


def test_the_file_and_its_entry_are_one_commit_and_the_entry_tells_its_name(desk: Path, paper: Path, kehoach: Program) -> None:
    ran = kehoach(*RECORD, "--evidence", "Báo cáo 123/BC-SA 2026-05-30", "--attach", paper, cwd=desk)
    assert ran.code == 0, ran.err
    assert ran.err.splitlines()[-1] == f"  tệp đính kèm {kept(PAPER)} (1 KB)"
    assert git(desk, "show", "--name-status", "--format=", "HEAD") == f"A\t{kept(PAPER)}\nA\t{EVENT}\n"
    assert (desk / kept(PAPER)).read_bytes() == PAPER
    assert (desk / EVENT).read_text(encoding="utf-8").partition("evidence:\n")[2] == (
        "  - type: Báo cáo\n"
        "    number: 123/BC-SA\n"
        "    date: 2026-05-30\n"
        "    attachments:\n"
        "      - name: Báo cáo 123.PDF\n"
        f"        sha256: {sha256(PAPER).hexdigest()}\n"
        f"        size: {len(PAPER)}\n"
    )
    assert git(desk, "status", "--porcelain") == ""
    assert list((desk / ".git/kehoach/drafts").iterdir()) == []
    assert found(desk, kehoach) == set()


def test_without_one_document_to_belong_to_each_file_is_evidence_of_its_own(
    desk: Path, paper: Path, kehoach: Program, tmp_path: Path
) -> None:
    table = tmp_path / "bang.csv"
    table.write_bytes(b"a;b\r\n1;2\n")
    ran = kehoach(*RECORD, "--attach", paper, "--attach", table, "--attach", paper, cwd=desk)
    assert ran.code == 0, ran.err
    assert (desk / EVENT).read_text(encoding="utf-8").count("- attachments:") == 2
    assert git(desk, "cat-file", "blob", f"HEAD:{kept(b'a;b' + bytes([13, 10]) + b'1;2' + bytes([10]), 'csv')}") == "a;b\n1;2\n"
    assert found(desk, kehoach) == set()


def test_a_filing_takes_its_files_along(desk: Path, paper: Path, kehoach: Program) -> None:
    ran = kehoach(
        "submit", "kh", "--agency", "so-a", "--period", "2026", "--statement", "Đã làm xong phần việc của năm.",
        "--document", "Báo cáo 9/BC-SA 2026-11-20", "--attach", paper, cwd=desk,
    )  # fmt: skip
    assert ran.code == 0, ran.err
    assert "  attachments:\n    - name: Báo cáo 123.PDF\n" in (desk / "plans/kh/filings/2026/so-a.yaml").read_text(
        encoding="utf-8"
    )
    assert found(desk, kehoach) == set()
    again = kehoach(
        "submit", "kh", "--agency", "so-a", "--period", "2026", "--revise", "--statement", "Đã làm xong phần việc của năm.",
        "--document", "Báo cáo 9/BC-SA 2026-11-20", "--attach", paper, cwd=desk,
    )  # fmt: skip
    assert "không có gì mới" in again.err or again.code == 2, "the same file is no news"


def test_the_same_file_is_kept_once_and_goes_with_the_last_entry_that_names_it(
    desk: Path, paper: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kehoach(*RECORD, "--attach", paper, cwd=desk).code == 0
    monkeypatch.setenv("KEHOACH_TOKEN", "ffffff")
    assert kehoach(*RECORD, "--summary", "Lần hai.", "--attach", paper, cwd=desk).code == 0
    assert git(desk, "show", "--name-only", "--format=", "HEAD").count("\n") == 1
    assert kehoach("undo", "--yes", cwd=desk).code == 0
    assert (desk / kept(PAPER)).read_bytes() == PAPER
    ran = kehoach("undo", "--yes", cwd=desk)
    assert (ran.code, kept(PAPER) in ran.err) == (0, True), ran.err
    assert not (desk / "plans/kh/attachments").exists()
    assert git(desk, "status", "--porcelain") == ""
    assert found(desk, kehoach) == set()
    assert "KH90" not in (told := kehoach("audit", cwd=desk)).out or "KH907" in told.out


def test_undo_of_the_entry_that_came_first_leaves_the_file_to_the_other(
    desk: Path, paper: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kehoach(*RECORD, "--attach", paper, cwd=desk).code == 0
    first = git(desk, "rev-parse", "HEAD").strip()
    (desk / "bang.yaml").write_text("x", encoding="utf-8")
    monkeypatch.setenv("KEHOACH_TOKEN", "ffffff")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "khac@example.vn")
    assert kehoach(*RECORD, "--summary", "Lần hai.", "--attach", paper, cwd=desk).code == 0
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "thu@example.vn")
    assert kehoach("undo", "--yes", cwd=desk).code == 0
    assert git(desk, "rev-parse", "HEAD~2").strip() == first
    assert (desk / kept(PAPER)).is_file()
    assert found(desk, kehoach) == set()


# What may be attached


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("CON.pdf", "CON.pdf"),
        (unicodedata.normalize("NFD", "Quyết định.docx"), "Quyết định.docx"),
        ("a\x1b]0;x\x07b.pdf", "a_]0;x_b.pdf"),
        ("\u202efdp.exe.pdf", "_fdp.exe.pdf"),
        ("hai\ndòng.txt", "hai_dòng.txt"),
        ("a\\..\\b.csv", "a_.._b.csv"),
        ("=1+1.xlsx", "=1+1.xlsx"),
        ("--output=x.zip", "--output=x.zip"),
        ("'\"$(touch x)`.pdf", "'\"$(touch x)`.pdf"),
        ("x" * 251 + ".pdf", "x" * 251 + ".pdf"),
        ("  hai   dấu cách .pdf", "hai dấu cách .pdf"),
        ("[bold]*_|<b>&#.pdf", "[bold]*_|<b>&#.pdf"),
    ],
)
@posix_only
def test_any_name_is_only_a_text(given: str, told: str, desk: Path, tmp_path: Path, kehoach: Program) -> None:
    (tmp_path / given).write_bytes(PAPER)
    ran = kehoach(*RECORD, f"--attach={tmp_path / given}", cwd=desk)
    assert ran.code == 0, ran.err
    assert [path.name for path in (desk / "plans/kh/attachments").iterdir()] == [
        f"{sha256(PAPER).hexdigest()}.{given.rpartition('.')[2]}"
    ]
    assert found(desk, kehoach) == set()
    shown = json.loads(kehoach("log", "kh/I.1", "--format", "json", cwd=desk).out)
    assert shown["commits"][0]["changes"][0]["words"] == [{"sign": "+", "text": f"{told} (1 KB)"}]


def test_a_name_that_is_not_unicode_is_only_a_text_too() -> None:
    assert attachments.given_name("b\udce1o.pdf") == "b_o.pdf"
    assert attachments.given_name("b\ufffdo.pdf") == "b_o.pdf"


@pytest.mark.parametrize("name", ["chay.exe", "macro.docm", "trang.html", "hinh.svg", "muc.yaml", "pdf", ".pdf", "lenh.js"])
def test_a_kind_of_file_that_could_act_is_refused(name: str, desk: Path, tmp_path: Path, kehoach: Program) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert_refused(desk, kehoach, tmp_path / name, "không thuộc loại tệp được đính kèm")


def assert_refused(desk: Path, kehoach: Program, path: Path, why: str) -> None:
    before = state_of(desk)
    ran = kehoach(*RECORD, "--attach", path, cwd=desk)
    assert (ran.code in (2, 3), why in ran.err.replace("\n", " "), "Traceback" in ran.err) == (True, True, False), ran.err
    assert state_of(desk) == before


def test_the_largest_file_is_taken_and_one_byte_more_is_not(desk: Path, tmp_path: Path, kehoach: Program) -> None:
    (tmp_path / "lon.zip").write_bytes(b"x" * attachments.LARGEST)
    (tmp_path / "qua.zip").write_bytes(b"x" * (attachments.LARGEST + 1))
    assert_refused(desk, kehoach, tmp_path / "qua.zip", "lớn hơn 10 MB")
    ran = kehoach(*RECORD, "--attach", tmp_path / "lon.zip", cwd=desk)
    assert ran.code == 0, ran.err
    assert found(desk, kehoach) == set()


@posix_only
@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda path, target: path.symlink_to(target), "không phải là tệp"),
        (lambda path, _: os.mkfifo(path), "không phải là tệp"),
        (lambda path, _: path.mkdir(), "không phải là tệp"),
        (lambda path, _: path.write_bytes(b""), "là tệp rỗng"),
        (lambda _, __: None, "không có tệp hay thư mục đó"),
        (lambda path, _: path.symlink_to("/dev/zero"), "không phải là tệp"),
    ],
    ids=["link", "pipe", "folder", "empty", "missing", "device"],
)
def test_only_a_regular_file_with_something_in_it_is_taken(
    make: Callable[[Path, Path], None], why: str, desk: Path, paper: Path, tmp_path: Path, kehoach: Program
) -> None:
    make(tmp_path / "x.pdf", paper)
    assert_refused(desk, kehoach, tmp_path / "x.pdf", why)


@posix_only
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(desk: Path, paper: Path, kehoach: Program) -> None:
    paper.chmod(0)
    assert_refused(desk, kehoach, paper, "Không đọc được")


def test_a_file_that_grows_while_it_is_read_is_refused(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = disk.content

    def growing(path: str, most: int) -> bytes:
        with Path(path).open("ab") as file:
            file.write(b"more")
        return read(path, most)

    monkeypatch.setattr(disk, "content", growing)
    with pytest.raises(Trouble) as told:
        intake.read(paper)
    assert told.value.key == "attachment-changing"


def _read_again_and_again(path: Path) -> None:
    for _ in range(1000):
        intake.read(path)


def test_a_file_that_grows_without_end_is_not_read_without_end(tmp_path: Path) -> None:
    path, stop = tmp_path / "x.txt", threading.Event()
    path.write_bytes(b"x" * 1000)

    def write() -> None:
        with path.open("ab", buffering=0) as file:
            while not stop.is_set() and file.tell() < 3 * attachments.LARGEST:
                file.write(b"x" * 100_000)

    writing = threading.Thread(target=write)
    writing.start()
    try:
        with pytest.raises(Trouble) as told:
            _read_again_and_again(path)
    finally:
        stop.set()
        writing.join()
    assert told.value.key in ("attachment-changing", "attachment-too-large")


# Both or neither


@posix_only
def test_a_refusing_hook_leaves_nothing_and_the_draft_keeps_the_file_too(desk: Path, paper: Path, kehoach: Program) -> None:
    before = state_of(desk)
    hook(desk, "pre-commit", "exit 1")
    ran = kehoach(*RECORD, "--attach", paper, cwd=desk)
    assert (ran.code, state_of(desk)) == (3, before)
    assert not (desk / "plans/kh/attachments").exists()
    assert min(path.name for path in (desk / ".git/kehoach/drafts").iterdir()) == kept(PAPER).rpartition("/")[2]
    (desk / ".git/hooks/pre-commit").unlink()
    paper.unlink()  # the stick it came on is gone
    (draft,) = (desk / ".git/kehoach/drafts").glob("*.yaml")
    assert f"kehoach record kh/I.1 --agency so-a --from {draft.as_posix()}" in kehoach("doctor", "--format", "json", cwd=desk).out
    ran = kehoach("record", "kh/I.1", "--agency", "so-a", "--from", draft, cwd=desk)
    assert ran.code == 0, ran.err
    assert (desk / kept(PAPER)).read_bytes() == PAPER
    assert list((desk / ".git/kehoach/drafts").iterdir()) == []
    assert found(desk, kehoach) == set()


def test_an_entry_that_is_refused_brings_no_file(desk: Path, paper: Path, kehoach: Program) -> None:
    before = state_of(desk)
    ran = kehoach("record", "kh/I.1", "--agency", "so-moi", "--state", "completed", "--summary", "x", "--attach", paper, cwd=desk)
    assert (ran.code, state_of(desk)) == (1, before)
    assert not (desk / "plans/kh/attachments").exists()


def test_an_entry_that_names_a_file_nobody_brings_is_refused(desk: Path, tmp_path: Path, kehoach: Program) -> None:
    files = f"[{{name: a.pdf, sha256: {'a' * 64}, size: 5}}]"
    content = f"item: I.1\nstate: in-progress\nsummary: Đang làm.\nevidence:\n  - attachments: {files}\n"
    (tmp_path / "x.yaml").write_text(content, encoding="utf-8")
    ran = kehoach("record", "kh/I.1", "--agency", "so-a", "--date", "2026-06-01", "--from", tmp_path / "x.yaml", cwd=desk)
    assert (ran.code, "KH423" in ran.err) == (1, True), ran.err


def test_a_trial_run_writes_nothing_and_says_what_it_would_keep(desk: Path, paper: Path, kehoach: Program) -> None:
    before = state_of(desk)
    ran = kehoach(*RECORD, "--attach", paper, "--dry-run", cwd=desk)
    assert (ran.code, state_of(desk)) == (0, before)
    assert ran.err == f"Sẽ đính kèm: {kept(PAPER)} (1 KB)\n"


@pytest.mark.parametrize("hashes", ["sha1", "sha256"])
@pytest.mark.parametrize("content", [PAPER, bytes(range(256)) * 300, b"x"], ids=["small", "long", "one"])
def test_the_patch_of_a_trial_run_brings_the_file_too(
    hashes: str, content: bytes, desk: Path, paper: Path, tmp_path: Path, kehoach: Program
) -> None:
    if hashes == "sha256":
        shutil.rmtree(desk / ".git")
        git(desk, "init", "--quiet", "--initial-branch=main", "--object-format=sha256")
        git(desk, "add", "--all")
        git(desk, "commit", "--quiet", "--message=x")
    paper.write_bytes(content)
    ran = kehoach(*RECORD, "--attach", paper, "--dry-run", cwd=desk)
    (tmp_path / "p.patch").write_text(ran.out, encoding="utf-8", newline="\n")
    git(desk, "apply", "--index", str(tmp_path / "p.patch"))
    applied = git(desk, "write-tree")
    git(desk, "reset", "--quiet", "--hard")
    ran = kehoach(*RECORD, "--attach", paper, cwd=desk)
    assert (ran.code, git(desk, "rev-parse", "HEAD^{tree}")) == (0, applied)
    ran = kehoach(*RECORD, "--summary", "Lần hai.", "--attach", paper, "--dry-run", cwd=desk)
    assert "GIT binary patch" not in ran.out, "the file is there already"


def test_on_a_terminal_the_bytes_of_the_file_are_not_shown(
    desk: Path, paper: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Console, "is_terminal", True)
    ran = kehoach("--lang", "en", *RECORD, "--attach", paper, "--dry-run", cwd=desk)
    assert ("sha256:" in ran.out, "GIT binary patch" in ran.out) == (True, False)
    assert ran.err == f"Would be attached: {kept(PAPER)} (1 KB)\n"


def test_a_run_killed_before_the_commit_is_taken_back_and_the_file_waits_with_the_draft(
    desk: Path, paper: Path, kehoach: Program
) -> None:
    before = state_of(desk)
    code = (
        "import os, signal, sys; from kehoach_cli import ledger; "
        "ledger._commit = lambda *_: os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, 'SIGKILL') else signal.SIGTERM); "
        "from kehoach_cli.cli.door import run; run(sys.argv[1:])"
    )
    subprocess.run([sys.executable, "-c", code, *RECORD, "--attach", str(paper)], cwd=desk, check=False, capture_output=True)
    assert (desk / kept(PAPER)).is_file(), "it was killed between the copy and the commit"
    ran = kehoach("doctor", "--fix", cwd=desk)
    assert ran.code == 0, ran.out
    assert state_of(desk) == before
    assert not (desk / "plans/kh/attachments").exists()
    (draft,) = (desk / ".git/kehoach/drafts").glob("*.yaml")
    assert kehoach("record", "kh/I.1", "--agency", "so-a", "--from", draft, cwd=desk).code == 0
    assert (desk / kept(PAPER)).read_bytes() == PAPER


def test_a_copy_cut_short_by_a_kill_is_taken_back(desk: Path, kehoach: Program) -> None:
    of = repo.find(desk)
    text = f"x: {sha256(PAPER).hexdigest()}\n".encode()
    drafts.folder(of).mkdir(exist_ok=True)
    draft = drafts.keep(of, EVENT, text, {kept(PAPER): PAPER})
    ledger._write_journal(of, ledger._Entry(EVENT, text, draft, added=True, attached=(kept(PAPER),)))
    disk.create(desk, EVENT, text)
    disk.create(desk, kept(PAPER), PAPER[:5])
    kehoach("doctor", "--fix", cwd=desk)
    assert git(desk, "status", "--porcelain", "--untracked-files=all") == ""


def test_a_killed_undo_puts_the_file_back(desk: Path, paper: Path, kehoach: Program) -> None:
    assert kehoach(*RECORD, "--attach", paper, cwd=desk).code == 0
    of = repo.find(desk)
    ledger._write_journal(of, ledger._Entry(EVENT, (desk / EVENT).read_bytes(), "", attached=(kept(PAPER),)))
    (desk / EVENT).unlink()
    (desk / kept(PAPER)).unlink()
    assert kehoach("doctor", "--fix", cwd=desk).code == 0
    assert (git(desk, "status", "--porcelain"), (desk / kept(PAPER)).read_bytes()) == ("", PAPER)


def test_a_file_of_somebody_elses_in_that_place_is_not_touched(desk: Path, paper: Path, kehoach: Program) -> None:
    (desk / kept(PAPER)).parent.mkdir()
    (desk / kept(PAPER)).write_bytes(b"theirs")
    before = state_of(desk)
    ran = kehoach(*RECORD, "--attach", paper, cwd=desk)
    assert (ran.code, "KH424" in ran.err, state_of(desk)) == (1, True, before)


@posix_only
def test_nothing_is_written_through_a_link(desk: Path, paper: Path, tmp_path: Path, kehoach: Program) -> None:
    (tmp_path / "ngoai").mkdir()
    (desk / "plans/kh/attachments").symlink_to(tmp_path / "ngoai")
    assert kehoach(*RECORD, "--attach", paper, cwd=desk).code in (1, 3)
    assert list((tmp_path / "ngoai").iterdir()) == []


@pytest.mark.parametrize("rule", ["", "* text=auto eol=lf\n", "*.pdf text\n", "plans/*/attachments/** -text ident\n"])
def test_where_git_could_change_the_bytes_nothing_is_attached(rule: str, desk: Path, paper: Path, kehoach: Program) -> None:
    (desk / ".gitattributes").write_text(rule, encoding="utf-8")
    git(desk, "commit", "--quiet", "--all", "--message=x")
    assert_refused(desk, kehoach, paper, "git có thể làm đổi nội dung")
    assert "plans/*/attachments/** binary" in kehoach("doctor", cwd=desk).out
    assert kehoach(*RECORD, cwd=desk).code == 0


# What `validate` sees


def attached(desk: Path, paper: Path, kehoach: Program) -> Path:
    assert kehoach(*RECORD, "--attach", paper, cwd=desk).code == 0
    return desk / kept(PAPER)


@posix_only
@pytest.mark.parametrize(
    ("harm", "code", "why"),
    [
        (lambda path: path.unlink(), "KH423", "không có trong kho"),
        (lambda path: path.write_bytes(b"y" * len(PAPER)), "KH424", "không còn như lúc đính kèm"),
        (lambda path: path.write_bytes(PAPER.replace(b"\r\n", b"\n")), "KH424", "chỉ khác dấu xuống dòng"),
        (lambda path: path.write_bytes(b"version https://git-lfs.github.com/spec/v1\n"), "KH424", "git-lfs"),
        (lambda path: path.write_bytes(b"y" * (attachments.LARGEST + 1)), "KH424", "lớn hơn 10 MB"),
        (lambda path: (path.unlink(), path.mkdir()), "KH424", "liên kết, thư mục hoặc thiết bị"),
        (lambda path: (path.unlink(), path.symlink_to("/etc/passwd")), "KH424", "liên kết, thư mục hoặc thiết bị"),
        (lambda path: (path.unlink(), os.mkfifo(path)), "KH424", "liên kết, thư mục hoặc thiết bị"),
    ],
    ids=["gone", "altered", "line-ends", "lfs", "large", "folder", "link", "pipe"],
)
def test_whatever_is_done_to_a_kept_file_is_found(
    harm: Callable[[Path], object], code: str, why: str, desk: Path, paper: Path, kehoach: Program
) -> None:
    path = attached(desk, paper, kehoach)
    harm(path)
    ran = kehoach("validate", cwd=desk)
    assert (ran.code, code in ran.out, why in ran.out.replace("\n  ", " ").replace("\n", " ")) == (1, True, True), ran.out
    assert "root:" not in ran.out
    assert kehoach("status", cwd=desk).code == 0


def test_a_file_nobody_names_is_a_warning(desk: Path, kehoach: Program) -> None:
    (desk / "plans/kh/attachments").mkdir()
    (desk / "plans/kh/attachments/la.pdf").write_bytes(b"x")
    assert (kehoach("validate", cwd=desk).code, "KH425" in kehoach("validate", cwd=desk).out) == (0, True)
    assert kehoach("validate", "--strict", cwd=desk).code == 1


def test_no_kept_answer_hides_that_a_file_was_altered(desk: Path, paper: Path, kehoach: Program) -> None:
    path = attached(desk, paper, kehoach)
    time.sleep(0.05)
    assert store() is not None
    for _ in range(2):
        assert kehoach("status", cwd=desk).code == 0
        assert kehoach("validate", cwd=desk).code == 0
    about = path.stat()
    path.write_bytes(b"y" * len(PAPER))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert kehoach("status", cwd=desk).code == 0
    assert kehoach("validate", cwd=desk).code == 1


def test_a_change_answers_for_the_file_it_harms(desk: Path, paper: Path, kehoach: Program) -> None:
    path = attached(desk, paper, kehoach)
    assert kehoach("validate", "--changed-since", "HEAD", cwd=desk).code == 0
    path.write_bytes(b"y")
    git(desk, "commit", "--quiet", "--all", "--message=hỏng")
    assert kehoach("validate", "--changed-since", "HEAD~1", cwd=desk).code == 1


def test_two_clones_that_attach_the_same_file_agree(
    desk: Path, paper: Path, tmp_path: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(desk), str(tmp_path / "may-chu"))
    one, other = tmp_path / "mot", tmp_path / "hai"
    for clone in (one, other):
        git(tmp_path, "clone", "--quiet", str(tmp_path / "may-chu"), str(clone))
    for clone, token in ((one, "aaaaaa"), (other, "bbbbbb")):
        monkeypatch.setenv("KEHOACH_TOKEN", token)
        assert kehoach(*RECORD, "--attach", paper, cwd=clone).code == 0
        ran = kehoach("sync", cwd=clone)
        assert ran.code == 0, ran.err + ran.out
    assert git(other, "ls-files", "plans/kh/attachments").split() == [kept(PAPER)]
    assert len(git(other, "ls-files", "plans/kh/progress").split()) == 2
    assert found(other, kehoach) == set()


def test_a_file_taken_back_by_one_and_named_by_another_is_told_before_it_is_sent(
    desk: Path, paper: Path, tmp_path: Path, kehoach: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kehoach(*RECORD, "--attach", paper, cwd=desk).code == 0
    git(tmp_path, "clone", "--quiet", "--bare", str(desk), str(tmp_path / "may-chu"))
    one, other = tmp_path / "mot", tmp_path / "hai"
    for clone in (one, other):
        git(tmp_path, "clone", "--quiet", str(tmp_path / "may-chu"), str(clone))
    assert kehoach("undo", "--yes", "--pushed", cwd=one).code == 0
    assert kehoach("sync", cwd=one).code == 0
    monkeypatch.setenv("KEHOACH_TOKEN", "bbbbbb")
    assert kehoach(*RECORD, "--summary", "Lần hai.", "--attach", paper, cwd=other).code == 0
    ran = kehoach("sync", cwd=other)
    assert (ran.code, "KH423" in ran.out + ran.err) == (1, True), ran.err + ran.out


# How it is shown


@pytest.mark.parametrize(
    ("language", "word"), [("vi", "tệp kèm: Báo cáo 123.PDF (1 KB)"), ("en", "files: Báo cáo 123.PDF (1 KB)")]
)
def test_whoever_looks_is_told_name_and_size(language: str, word: str, desk: Path, paper: Path, kehoach: Program) -> None:
    assert kehoach(*RECORD, "--evidence", "Báo cáo 123/BC-SA 2026-05-30", "--attach", paper, cwd=desk).code == 0

    def said(*words: str) -> str:
        ran = kehoach("--lang", language, *words, cwd=desk)
        assert ran.code == 0, ran.err
        return " ".join(ran.out.split())

    assert "+ Báo cáo 123.PDF (1 KB)" in said("log", "kh/I.1")
    assert "name: Báo cáo 123.PDF" in said("show", "2026-06-01-I.1-0a1b2c")
    assert word in said("report", "item", "kh", "--item", "I.1")
    assert word in said("report", "agency", "kh", "--agency", "so-a", "--period", "2026")


def test_the_same_bytes_under_two_names_keep_both_names(desk: Path, tmp_path: Path, kehoach: Program) -> None:
    papers = [tmp_path / name for name in ("a.txt", "b.csv")]
    for paper in papers:
        paper.write_text("1,2\n", encoding="utf-8")
    ran = kehoach(*RECORD, *(word for paper in papers for word in ("--attach", paper)), cwd=desk)
    assert ran.code == 0, ran.err
    entry = (desk / EVENT).read_text(encoding="utf-8")
    assert ("name: a.txt" in entry, "name: b.csv" in entry) == (True, True)
    assert found(desk, kehoach) == set()
