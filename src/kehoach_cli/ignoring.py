"""What git is told to ignore, and by which line of which file."""

from collections.abc import Iterable

from kehoach_cli import gitrun
from kehoach_cli.repo import Repo
from kehoach_cli.trouble import Trouble


def require_none(repo: Repo, paths: Iterable[str]) -> None:
    """Raise Trouble for the first of the paths that a .gitignore, info/exclude or the user's own list keeps out."""
    # It knows no literal pathspecs, and takes what it is given for a path all the same, unless it begins with a colon.
    given = "\0".join(f"./{repo.full(path)}" for path in paths).encode("utf-8", "surrogateescape")
    _, out, _ = repo.raw("--no-literal-pathspecs", "check-ignore", "--verbose", "-z", "--no-index", "--stdin", given=given)
    told = iter(gitrun.decoded(out).split("\0")[:-1])
    for source, line, pattern, path in zip(told, told, told, told, strict=True):
        if not pattern.startswith("!"):  # by which somebody says that it is not
            place = (repo.top / source).as_posix()
            raise Trouble("ignored-path", path=path.removeprefix(f"./{repo.prefix}"), source=place, line=line)
