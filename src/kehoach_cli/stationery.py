"""The templates of a workspace: its own, which are foreign, and those that travel with the program.

Only regular files are read, through no link, and no more of them than a template may have.
"""

import os
import stat
from pathlib import Path
from typing import NamedTuple

from kehoach_cli import disk
from kehoach_cli.trouble import Trouble, cause_of

LARGEST = 20_000_000  # bytes
OWN, SHIPPED, LINK = "own", "shipped", "link"  # where a template comes from; a link is never read


class Template(NamedTuple):
    """A template as read: its content, its name, and whether it is anything but what travels with the program."""

    content: bytes
    name: str
    foreign: bool


def template(root: Path | None, name: str) -> Template:
    """A template: the workspace's own where it has one, else the shipped one. Raises Trouble; links are not followed."""
    shipped_one = disk.shipped(disk.TEMPLATES) / name
    packaged = shipped_one.read_bytes() if shipped_one.is_file() else None
    own = root / disk.TEMPLATES if root else None
    if own and _through_link(own, name):
        raise Trouble("template-link", place=f"templates/{name}")
    if own and (own / name).exists():
        content = _own_template(own / name, f"templates/{name}")
        return Template(content, name, content != packaged)
    if packaged is None:
        raise Trouble("no-template", path=f"templates/{name}")
    return Template(packaged, name, foreign=False)


def _own_template(path: Path, name: str) -> bytes:
    """The content of a regular file, and no more of it than one byte over the limit."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise Trouble("template-link", place=name)
        return disk.content(str(path), LARGEST)
    except OSError as error:
        raise Trouble("cannot-read", path=name, cause=cause_of(error)) from error


def templates(root: Path) -> dict[str, str]:
    """Every template by name ("vi/annual.docx"), and where it comes from: the workspace's own comes before the shipped one of
    that name. What an office program keeps beside an open file is left out."""
    found = dict.fromkeys(disk.files_below(disk.shipped(disk.TEMPLATES)), SHIPPED)
    own = root / disk.TEMPLATES
    names = _names_below(own) if own.is_dir() and not own.is_symlink() else []
    found |= {name: OWN for name in names if not name.rpartition("/")[2].startswith((".", "~$"))}
    return {name: LINK if _through_link(own, name) or _is_no_file(own / name) else origin for name, origin in found.items()}


def _through_link(own: Path, name: str) -> bool:
    return any(path.is_symlink() for path in (own, own / name, (own / name).parent))


def _is_no_file(path: Path) -> bool:
    return path.exists() and not path.is_file()


def _names_below(folder: Path) -> list[str]:
    """Every file below a folder by its path in it; links are named, not followed."""
    found = [Path(here, name) for here, _, names in os.walk(folder) for name in names]
    return sorted(path.relative_to(folder).as_posix() for path in found)
