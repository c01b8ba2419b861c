"""The words of the shipped templates, looked up for one language and one kind of document."""

import re
from importlib import import_module

LANGUAGES = ("vi", "en")
_NAME = re.compile(r"<([\w-]+)>")


class Words:
    """The words of one kind: its own under "<kind>.<key>", those it shares under "any.<key>". "<name>" stands for a part."""

    def __init__(self, language: str, kind: str) -> None:
        self.language, self.kind = language, kind
        module = import_module(f"papers.wording_{language}")
        self._texts: dict[str, str] = module.TEXTS
        self._parts: dict[str, str] = module.PARTS

    def __call__(self, key: str, **given: str) -> str:
        """The text of that key, with what it is put together from."""
        own = f"{self.kind}.{key}"
        return self._expanded(self._texts[own if own in self._texts else f"any.{key}"], given)

    def _expanded(self, text: str, given: dict[str, str]) -> str:
        parts = {**self._parts, **given}
        return _NAME.sub(lambda name: self._expanded(parts[name[1]], given), text)
