"""JSON as every command prints it."""

from typing import Any


def text(value: Any) -> str:
    """UTF-8, indented, keys in the order given."""
    import json

    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
