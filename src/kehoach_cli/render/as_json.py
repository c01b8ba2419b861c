"""JSON as every command prints it."""

import re
from typing import Any

_NOT_ASCII = re.compile(r"[^\x00-\x7e]+")


def text(value: Any) -> str:
    """UTF-8, indented, keys in the order given. What a screen would act on or hide is escaped; who reads it gets the same."""
    import json

    def shown(part: "re.Match[str]") -> str:
        if part[0].isprintable():
            return part[0]
        return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in part[0])

    return _NOT_ASCII.sub(shown, json.dumps(value, ensure_ascii=False, indent=2)) + "\n"
