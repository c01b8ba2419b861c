"""Where the parts of a workspace lie, as names."""

AGENCIES_PATH = "agencies.yaml"
PLANS = "plans"


def is_passed_over(name: str) -> bool:
    """Whether a file or folder is no part of the workspace: hidden ones, and the lock files of Word and Excel."""
    return name.startswith((".", "~$"))
