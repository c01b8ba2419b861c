"""PDF from Word documents, by LibreOffice where it is installed. The only module that runs it.

LibreOffice may end well and leave no file, or be still at work for another window of the user: it gets a profile of its own, a
limit of time, and is believed only for a file that is there and has pages.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from kehoach_cli.trouble import Trouble, cause_of

FONT = "Times New Roman"
_VARIABLE = "KEHOACH_SOFFICE"  # where LibreOffice is, when it is not on the path
_NAMES = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_START_SECONDS, _DOCUMENT_SECONDS = 120, 60
_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")


def program() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    given = os.environ.get(_VARIABLE)
    if given is not None:
        return given if Path(given).is_file() else None
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in _USUAL_PLACES if Path(place).is_file()), None)


def font() -> str | None:
    """The font in which Vietnamese text in Times New Roman is set here, as far as fontconfig tells; None where nobody can say."""
    teller = shutil.which("fc-match")
    if teller is None:
        return None
    try:
        told = subprocess.run(  # noqa: S603 - a program of the system, and nothing of the user's in its arguments
            [teller, "--format=%{family}", f"{FONT}:lang=vi"], capture_output=True, timeout=10, check=False
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    return told.decode("utf-8", "replace").split(",")[0].strip() or None


def convert(documents: list[bytes]) -> list[bytes]:
    """The documents as PDF, in their order. Raises Trouble: not installed, too slow, or what it made is no PDF."""
    soffice = program()
    if soffice is None:
        raise Trouble("no-libreoffice")
    with tempfile.TemporaryDirectory(prefix="kehoach-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        sources = [folder / f"{number}.docx" for number in range(len(documents))]
        for source, content in zip(sources, documents, strict=True):
            source.write_bytes(content)
        said = _run(soffice, folder, sources)
        return [_made(source.with_suffix(".pdf"), said) for source in sources]


def _run(soffice: str, folder: Path, sources: list[Path]) -> str:
    profile = (folder / "profile").as_uri()
    command = [
        soffice, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck", "--nologo",
        "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), *map(str, sources),
    ]  # fmt: skip
    limit = _START_SECONDS + _DOCUMENT_SECONDS * len(sources)
    try:
        with subprocess.Popen(  # noqa: S603 - LibreOffice itself, on files with names of our own
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that whatever it starts can be ended with it
        ) as process:
            try:
                said, _ = process.communicate(timeout=limit)
            except BaseException:
                _end(process)
                raise
    except subprocess.TimeoutExpired as error:
        raise Trouble("libreoffice-too-slow", seconds=str(limit)) from error
    except OSError as error:
        raise Trouble("libreoffice-failed", cause=cause_of(error)) from error
    return " ".join(said.decode("utf-8", "replace").split())[:300]


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End LibreOffice and whatever it started."""
    if os.name == "nt":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _made(target: Path, said: str) -> bytes:
    content = target.read_bytes() if target.is_file() else b""
    if not content.startswith(b"%PDF-") or not pages(content):
        raise Trouble("libreoffice-failed", cause=said or "–")
    return content


def pages(content: bytes) -> int:
    """How many pages a PDF made here has. LibreOffice writes its page objects unpacked."""
    return len(_PAGE.findall(content))
