"""Machines that share a branch through a real server on this machine: eight at once, and servers that will not."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from conftest import OFFICE_AGENCIES, OFFICE_PLAN, Program, git, posix_only, spawn

MACHINES, ROUNDS = 8, 2
# What one machine does, in a process of its own: record, sync, and again; each must end with 0.
WORK = """
import os, sys
from kehoach_cli.cli.main import run
machine = int(sys.argv[1])
for number in range(int(sys.argv[2])):
    os.environ["KEHOACH_TOKEN"] = f"{machine:03x}{number:03x}"
    for command in (["record", "kh/I.5", "-a", "so-a", "-s", "in-progress", "-m", "Đang làm."], ["sync"]):
        code = run(command)
        if code:
            sys.exit(f"machine {machine}: {command[0]} ended with {code}")
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def daemon(folder: Path, *options: str) -> Iterator[str]:
    """`git daemon` for the repositories in a folder; its address. It ends when it is left."""
    port = free_port()
    program = git(folder, "--exec-path").strip() + "/git-daemon"  # not `git daemon`, a wrapper that would leave it running
    where = (f"--base-path={folder}", "--listen=127.0.0.1", f"--port={port}")
    command = [program, "--export-all", *where, *options, str(folder)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 10
        while not _listens(port):
            assert time.monotonic() < deadline, "git daemon does not start"
            time.sleep(0.02)
        yield f"git://127.0.0.1:{port}/kho.git"
    finally:
        running.terminate()
        running.wait(10)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def seeded(tmp_path: Path) -> Path:
    """The folder of a server, with one repository that holds a small workspace."""
    work = tmp_path / "goc"
    (work / "plans/kh").mkdir(parents=True)
    (work / "agencies.yaml").write_text(OFFICE_AGENCIES, encoding="utf-8")
    (work / "plans/kh/plan.yaml").write_text(OFFICE_PLAN, encoding="utf-8")
    git(work, "init", "--quiet", "--initial-branch=main")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--message=Bắt đầu")
    (tmp_path / "may-chu").mkdir()
    git(tmp_path, "clone", "--quiet", "--bare", str(work), "may-chu/kho.git")
    return tmp_path / "may-chu"


needs_daemon = pytest.mark.skipif(
    not Path(git(Path.cwd(), "--exec-path").strip(), "git-daemon").exists(), reason="git comes without its daemon here"
)


@needs_daemon
def test_eight_machines_record_and_sync_at_once_and_every_entry_arrives_once(seeded: Path, tmp_path: Path) -> None:
    with daemon(seeded, "--enable=receive-pack") as address:
        folders = [tmp_path / f"may-{number}" for number in range(MACHINES)]
        for folder in folders:
            git(tmp_path, "clone", "--quiet", address, str(folder))
        running = [
            subprocess.Popen([sys.executable, "-c", WORK, str(number), str(ROUNDS)], cwd=folder, stderr=subprocess.PIPE)
            for number, folder in enumerate(folders)
        ]
        said = [process.communicate(timeout=300)[1].decode() for process in running]
        assert [process.returncode for process in running] == [0] * MACHINES, said
        for folder in folders:  # receive what came after their last turn
            assert spawn("sync", cwd=folder).returncode == 0
    tokens = sorted(re.findall(r"-([0-9a-f]{6})\.yaml", git(seeded / "kho.git", "ls-tree", "-r", "--name-only", "main")))
    assert tokens == sorted(f"{machine:03x}{number:03x}" for machine in range(MACHINES) for number in range(ROUNDS))
    added = git(seeded / "kho.git", "log", "--format=", "--name-status", "main", "--", "plans/kh/progress").split("\n")
    assert [line[0] for line in added if line] == ["A"] * (MACHINES * ROUNDS)
    assert git(seeded / "kho.git", "rev-list", "--count", "main") == f"{MACHINES * ROUNDS + 1}\n"
    git(seeded / "kho.git", "fsck", "--strict", "--no-dangling")
    for folder in folders:
        assert git(folder, "rev-parse", "HEAD") == git(seeded / "kho.git", "rev-parse", "main")
        assert git(folder, "status", "--porcelain") == ""
        assert sorted(path.name for path in (folder / ".git/kehoach").iterdir()) == ["drafts", "lock", "sync-lock"]


@needs_daemon
def test_a_server_that_only_gives(seeded: Path, tmp_path: Path, kehoach: Program) -> None:
    with daemon(seeded) as address:
        git(tmp_path, "clone", "--quiet", address, "may")
        assert kehoach("sync", cwd=tmp_path / "may").code == 0
        kehoach("record", "kh/I.5", "-a", "so-a", "-s", "in-progress", "-m", "Đang làm.", cwd=tmp_path / "may")
        ran = kehoach("sync", cwd=tmp_path / "may")
    assert ran.code == 3
    assert "không cho máy này gửi hoặc đọc" in ran.err


class Closed(BaseHTTPRequestHandler):
    """Asks everybody for name and password, or forbids."""

    def do_GET(self) -> None:
        code = 403 if "cam" in self.path else 401
        self.send_response(code)
        if code == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="kho"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing on our stderr."""


@pytest.mark.parametrize(
    ("name", "words"), [("kho.git", "thiếu hoặc sai tên, mật khẩu hay khóa"), ("cam.git", "không cho máy này gửi hoặc đọc")]
)
def test_nobody_is_waited_for_where_nobody_sits(seeded: Path, tmp_path: Path, name: str, words: str) -> None:
    git(tmp_path, "clone", "--quiet", str(seeded / "kho.git"), "may")
    with ThreadingHTTPServer(("127.0.0.1", 0), Closed) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        git(tmp_path / "may", "remote", "set-url", "origin", f"http://127.0.0.1:{server.server_port}/{name}")
        ran = spawn("sync", cwd=tmp_path / "may")
        server.shutdown()
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert words in ran.stderr.decode()


@posix_only
def test_ssh_asks_nobody_either_but_what_somebody_has_set_up_is_kept(
    seeded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kehoach: Program
) -> None:
    git(tmp_path, "clone", "--quiet", str(seeded / "kho.git"), "may")
    git(tmp_path / "may", "remote", "set-url", "origin", "ssh://may-chu.invalid/kho.git")
    shim = tmp_path / "bin/ssh"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/told\nexit 255\n', encoding="utf-8")
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", f"{shim.parent}{os.pathsep}{os.environ['PATH']}")
    assert kehoach("sync", cwd=tmp_path / "may").code == 3
    assert "-o BatchMode=yes" in (tmp_path / "told").read_text()
    git(tmp_path / "may", "config", "core.sshCommand", "ssh -i khoa")
    assert kehoach("sync", cwd=tmp_path / "may").code == 3
    told = (tmp_path / "told").read_text()
    assert ("-i khoa" in told, "BatchMode" in told) == (True, False)
