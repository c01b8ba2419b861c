"""JSON Schemas for editors and other tools, made from the forms: what `parse` accepts and what an editor offers cannot differ.

Used by `kehoach schema` and by the files in `schema/`, which a test holds against this module. One schema serves readers of both
languages, because it is a file of the workspace and not of one person: "Vietnamese — English", in the plain `description` that
every editor shows. What each word of a choice means stands in `enumDescriptions`, which no standard knows, but editors do.
"""

from typing import Any

from kehoach_cli import forms, model
from kehoach_cli.fields import Field, Form, Kind, ListOf
from kehoach_cli.text import LANGUAGES, Say

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_BETWEEN = " — "


def files() -> dict[str, dict[str, Any]]:
    """The schema of every kind of file, by name."""
    single = {"agencies": forms.AGENCIES_FILE, "plan": forms.PLAN_FILE, "filing": forms.FILING_FILE}
    writer = _Writer()
    schemas = {name: writer.document(name, writer.form(form)) for name, form in single.items()}
    return {**schemas, "event": writer.document("event", writer.event())}


class _Writer:
    """Writes schemas in all languages at once."""

    def __init__(self) -> None:
        self._languages = [Say(language) for language in LANGUAGES]

    def document(self, name: str, schema: dict[str, Any]) -> dict[str, Any]:
        return {"$schema": DRAFT, "title": self._text(f"fields.{name}"), **schema}

    def event(self) -> dict[str, Any]:
        """One form for each kind: the kind decides which keys there are."""
        kinds = []
        for kind in model.EVENT_KINDS:
            schema = self.form(forms.EVENT_FORMS[kind])
            word = self._word("event-kind", kind)
            schema["properties"]["kind"] = {"const": kind, "title": word, "description": self._text("fields.event.kind")}
            kinds.append({"title": word, **schema})
        return {"type": "object", "required": ["kind"], "oneOf": kinds}

    def form(self, form: Form) -> dict[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "required": [field.name for field in form.fields if field.required],
            "properties": {field.name: self._field(form, field) for field in form.fields},
        }

    def _field(self, form: Form, field: Field) -> dict[str, Any]:
        own, shared = f"fields.{form.name}.{field.name}", f"fields.any.{field.name}"
        schema = self._value(field.holds)
        if not field.required:
            schema = self._or_null(schema)
        return {"description": self._text(own if self._languages[0].has(own) else shared), **schema}

    def _value(self, holds: Kind | Form | ListOf) -> dict[str, Any]:
        if isinstance(holds, ListOf):
            most = {} if holds.most is None else {"maxItems": holds.most}
            entries = {"type": "array", "items": self._value(holds.holds), **most}
            return {"anyOf": [entries, self._value(holds.holds)]} if holds.or_one else entries
        return self.form(holds) if isinstance(holds, Form) else self._kind(holds)

    def _kind(self, kind: Kind) -> dict[str, Any]:
        examples = {"examples": list(kind.examples)} if kind.examples else {}
        schema: dict[str, Any] = {**kind.schema, **examples}
        if "enum" in schema:
            schema["enumDescriptions"] = [self._word(kind.name, value) for value in schema["enum"]]
        return schema

    def _or_null(self, schema: dict[str, Any]) -> dict[str, Any]:
        """A key may stand there with nothing behind it, as in `number: null`."""
        if "enum" in schema:
            meanings = [*schema["enumDescriptions"], self._text("fields.empty")]
            return {**schema, "enum": [*schema["enum"], None], "enumDescriptions": meanings}
        if "anyOf" in schema:
            return {"anyOf": [*schema["anyOf"], {"type": "null"}]}
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return {**schema, "type": [*kinds, "null"]}

    def _text(self, key: str) -> str:
        return _BETWEEN.join(say(key) for say in self._languages)

    def _word(self, kind: str, value: str) -> str:
        return _BETWEEN.join(say.word(kind, value) for say in self._languages)
