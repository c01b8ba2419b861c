"""`kehoach init [DIR]`: a workspace in an empty folder or in a repository; nothing that is there is touched.

With `--templates` the shipped templates are laid into it too; in a workspace that exists, only they are.
"""

from pathlib import Path
from typing import Annotated

import typer

from kehoach_cli import disk, founding, ledger, repo
from kehoach_cli.cli import clock
from kehoach_cli.cli.context import Session, session
from kehoach_cli.render import safe
from kehoach_cli.repo import Repo
from kehoach_cli.trouble import Trouble

_MESSAGE = "Khởi tạo kho kehoach\n"
_TEMPLATES_MESSAGE = "Thêm mẫu văn bản\n"


def command(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="DIR")] = None,
    sample: Annotated[bool, typer.Option("--sample")] = False,
    git: Annotated[bool, typer.Option("--git/--no-git")] = True,
    templates: Annotated[bool, typer.Option("--templates")] = False,
) -> int:
    here = session(ctx)
    root = (here.folder / folder if folder else here.folder).resolve()
    if templates and _is_workspace(root):
        return _lay_templates(here, root, git=git)
    if (root / "agencies.yaml").exists():
        raise Trouble("already-workspace", path=str(root))
    around = next((parent for parent in root.parents if _is_workspace(parent)), None)
    if around is not None:
        raise Trouble("inside-workspace", path=str(root), workspace=str(around))
    files = {**_files(sample=sample), **(_templates() if templates else {})}
    _require_folders(root, files)
    if git:
        _require_no_bare_repository(root)
    root.mkdir(parents=True, exist_ok=True)
    made, kept = _new(root, files)
    of = _repository(root) if git else None
    for path in made:
        disk.create(root, path, files[path])
    here.console.prose(here.say("screens.founded", path=str(root), count=str(len(made))))
    for path in kept:
        here.console.note("kept", path=path)
    if of is not None:
        _commit(here, of, made, _MESSAGE)
    here.console.prose(here.say("screens.founded-next-sample" if sample else "screens.founded-next"))
    return 0


def _is_workspace(folder: Path) -> bool:
    return (folder / "agencies.yaml").is_file() and (folder / "plans").is_dir()


def _lay_templates(here: Session, root: Path, *, git: bool) -> int:
    """Lay the templates that are missing into a workspace that exists, and commit them alone where there is a repository."""
    files = _templates()
    _require_folders(root, files)
    made, kept = _new(root, files)
    for path in made:
        disk.create(root, path, files[path])
    for path in kept:
        here.console.note("kept", path=path)
    here.console.prose(here.say("screens.templates-laid", path=str(root / "templates"), count=str(len(made))))
    if git and made:
        try:
            of = repo.find(root)
        except Trouble as trouble:
            if trouble.key != "no-repository":
                _not_committed(here, trouble)
        else:
            _commit(here, of, made, _TEMPLATES_MESSAGE)
    return 0


def _files(*, sample: bool) -> founding.Files:
    skeleton, schemas = disk.packaged("skeleton"), disk.files_below(disk.shipped("schema"))
    if not sample:
        return founding.empty(skeleton, schemas)
    plans = {f"plans/{path}": content for path, content in disk.files_below(disk.shipped("plans")).items()}
    shipped = {"agencies.yaml": disk.shipped("agencies.yaml").read_bytes(), **plans}
    return founding.sample(skeleton, schemas, shipped, disk.packaged("sample"), clock.today().year)


def _templates() -> founding.Files:
    return {f"templates/{path}": content for path, content in disk.files_below(disk.shipped("templates")).items()}


def _require_folders(root: Path, files: founding.Files) -> None:
    """Raise Trouble before anything is written, when a file or a link stands where a folder has to be."""
    if root.exists() and not root.is_dir():
        raise Trouble("in-the-way", path=str(root))
    for path in files:
        disk.missing_folders(root, path)


def _require_no_bare_repository(root: Path) -> None:
    """Raise Trouble before anything is written, where no commit could hold the files."""
    try:
        repo.find(next(folder for folder in (root, *root.parents) if folder.is_dir()))
    except Trouble as trouble:
        if trouble.key == "bare-repository":
            raise Trouble("init-in-bare", path=str(root)) from trouble


def _new(root: Path, files: founding.Files) -> tuple[list[str], list[str]]:
    """The files to make, and those that are there and stay."""
    kept = [path for path in files if (root / path).exists()]
    return [path for path in files if path not in kept], kept


def _repository(root: Path) -> Repo:
    try:
        return repo.find(root)
    except Trouble as trouble:
        if trouble.key != "no-repository":
            raise
        return repo.create_repository(root)


def _commit(here: Session, of: Repo, made: list[str], message: str) -> None:
    """Commit the new files alone. Where that cannot be done yet, they simply stay in the folder, with the reason said."""
    try:
        repo.require_ready(of)
        commit = ledger.commit_files(of, made, message)
    except Trouble as trouble:
        _not_committed(here, trouble)
    else:
        here.console.note("committed", commit=commit)


def _not_committed(here: Session, trouble: Trouble) -> None:
    """A remark with the reason and its cure: the workspace is made all the same."""
    say, cure = here.say, f"errors.{trouble.key}.cure"
    facts = {name: safe.for_terminal(fact) for name, fact in trouble.facts.items()}
    mend = f"{say('remarks.cure')} {say(cure, **facts)}" if say.has(cure) else ""
    here.console.err(say("remarks.not-committed", cause=say(f"errors.{trouble.key}", **facts), cure=mend))
