"""All wording, by language. A catalogue is a folder (`vi`, `en`) of modules of plain texts, loaded when first needed.

A key is "module.name"; the text may hold facts, "{agency}", words of the same language chosen by a fact, "{state|state}" (the
entry "words.state.<value of state>"), days given in ISO form, "{due|date}", one of two words by a number, "{count} {count|day/days}",
and parts that vanish where a fact is missing, "[[, gần nhất: {suggestion}]]".
To add a language: a folder with the same modules; a test compares the keys and the facts of every text.
"""

import re
from datetime import date
from importlib import import_module
from typing import NamedTuple

from kehoach_cli.trouble import CODES
from kehoach_cli.vn import day_figures, day_words, parse_iso_date

LANGUAGES = ("vi", "en")
DEFAULT = "vi"

_FACT = re.compile(r"\{(\w+)(?:\|([\w-]+)(?:/([\w-]+))?)?\}")
_OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


class RuleText(NamedTuple):
    """What a rule says: its name, the sentence of a finding, how to mend it, and why the rule is there."""

    name: str
    message: str
    hint: str
    why: str


class _Open(dict[str, object]):
    """Facts still open: every one is an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


class Say:
    """The words of one language: `say("errors.no-git")`."""

    def __init__(self, language: str = DEFAULT) -> None:
        self.language = language
        self._texts: dict[str, dict[str, str]] = {}

    def __call__(self, key: str, /, **facts: object) -> str:
        """The text of that key with the facts in it. Raises KeyError when the catalogue lacks it."""
        return self.fill(self._module(key.partition(".")[0])[key.partition(".")[2]], facts)

    def cure(self, trouble: str, /, **facts: object) -> str:
        """How to mend a trouble ("errors.template-other"): what mends its `cause`, where the catalogue tells that, else what mends
        all of its kind; "" where it tells neither."""
        keys = (f"{trouble}.{facts.get('cause', '')}.cure", f"{trouble}.cure")
        return next((self(key, **facts) for key in keys if self.has(key)), "")

    def has(self, key: str) -> bool:
        """Whether the catalogue has that key."""
        return key.partition(".")[2] in self._module(key.partition(".")[0])

    def texts(self, prefix: str) -> dict[str, str]:
        """Every text whose key begins so ("page.label-"), by the rest of its key: for a template, which is given plain values."""
        module, _, start = prefix.partition(".")
        return {key.removeprefix(start): text for key, text in self._module(module).items() if key.startswith(start)}

    def word(self, kind: str, value: str) -> str:
        """A word of a fixed vocabulary: `say.word("state", "completed")`; the value itself where there is none."""
        return self._module("words").get(f"{kind}.{value}", value)

    def day(self, day: date) -> str:
        """A day as readers of the language write it in figures: 05/01/2026, or 2026-01-05 where d/m could be read as m/d."""
        return day_figures(day) if self.language == "vi" else day.isoformat()

    def day_in_words(self, day: date) -> str:
        """A day as a Vietnamese document writes it out; in figures in other languages."""
        return day_words(day) if self.language == "vi" else self.day(day)

    def rule(self, code: str) -> RuleText:
        """The texts of a rule, with the facts still open. The rules on files are in `rules`; those of a command in a module of its
        name: "check/missing" is told by the keys "missing.name" and so on of `check`.
        """
        module, _, name = code.rpartition("/")
        if module:
            texts = self._module(module)
            return RuleText(*(texts[f"{name}.{part}"] for part in RuleText._fields))
        rules: dict[str, RuleText] = import_module(f"kehoach_cli.text.{self.language}.rules").RULES
        return rules[code] if code in rules else self._of_template(code)

    def _of_template(self, code: str) -> RuleText:
        """The same of what may be wrong with a template: its sentence and cure are those of the trouble it makes."""
        texts, errors = self._module("templates"), self._module("errors")
        key = next(key for key, known in CODES.items() if known == code)
        return RuleText(texts[f"{code}.name"], errors[key], errors.get(f"{key}.cure", ""), texts[f"{code}.why"])

    def fill(self, text: str, facts: dict[str, object]) -> str:
        """A text with its facts put in."""
        text = _OPTIONAL.sub(lambda part: part[1] if self._has_all(part[1], facts) else "", text)
        return _FACT.sub(lambda fact: self._fact(fact[1], fact[2], fact[3], facts), text)

    def opened(self, text: str) -> str:
        """A text whose facts are still open: an ellipsis stands for each."""
        return self.fill(text, _Open())

    @staticmethod
    def _has_all(part: str, facts: dict[str, object]) -> bool:
        return all(facts.get(name) not in (None, "") for name, *_ in _FACT.findall(part))

    def _fact(self, name: str, vocabulary: str | None, several: str | None, facts: dict[str, object]) -> str:
        value = str(facts[name])
        if several:
            return vocabulary if vocabulary and value == "1" else several
        if vocabulary == "date":
            known = parse_iso_date(value)
            return self.day(known) if known else value
        return self.word(vocabulary, value) if vocabulary else value

    def _module(self, name: str) -> dict[str, str]:
        if name not in self._texts:
            self._texts[name] = import_module(f"kehoach_cli.text.{self.language}.{name}").TEXTS
        return self._texts[name]
