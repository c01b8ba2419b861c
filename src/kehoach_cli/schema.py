"""JSON Schemas for editors and other tools, made from the forms: what `parse` accepts and what an editor offers cannot differ.

Used by `kehoach schema` and by the files in `schema/`, which a test holds against this module.
"""

from typing import Any

from kehoach_cli import forms, model
from kehoach_cli.forms import Field, Form, Kind, ListOf
from kehoach_cli.text import Say

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def files(say: Say) -> dict[str, dict[str, Any]]:
    """The schema of every kind of file, by name."""
    single = {"agencies": forms.AGENCIES_FILE, "plan": forms.PLAN_FILE, "filing": forms.FILING_FILE}
    schemas = {name: _document(name, _form(form, say), say) for name, form in single.items()}
    return {**schemas, "event": _document("event", _event(say), say)}


def _document(name: str, schema: dict[str, Any], say: Say) -> dict[str, Any]:
    return {"$schema": DRAFT, "title": say(f"fields.{name}"), **schema}


def _event(say: Say) -> dict[str, Any]:
    """One form for each kind: the kind decides which keys there are."""
    kinds = []
    for kind in model.EVENT_KINDS:
        schema = _form(forms.EVENT_FORMS[kind], say)
        schema["properties"]["kind"] = {"const": kind, "description": say("fields.event.kind")}
        kinds.append({"title": say.word("event-kind", kind), **schema})
    return {"type": "object", "required": ["kind"], "oneOf": kinds}


def _form(form: Form, say: Say) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in form.fields if field.required],
        "properties": {field.name: _field(form, field, say) for field in form.fields},
    }


def _field(form: Form, field: Field, say: Say) -> dict[str, Any]:
    own, shared = f"fields.{form.name}.{field.name}", f"fields.any.{field.name}"
    description = say(own) if say.has(own) else say(shared)
    schema = _value(field.holds, say)
    if not field.required:
        schema = _or_null(schema)
    return {"description": description, **schema}


def _value(holds: Kind | Form | ListOf, say: Say) -> dict[str, Any]:
    if isinstance(holds, ListOf):
        entries = {"type": "array", "items": _value(holds.holds, say)}
        return {"anyOf": [entries, _value(holds.holds, say)]} if holds.or_one else entries
    return _form(holds, say) if isinstance(holds, Form) else dict(holds.schema)


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A key may stand there with nothing behind it, as in `number: null`."""
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    if "anyOf" in schema:
        return {"anyOf": [*schema["anyOf"], {"type": "null"}]}
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {**schema, "type": [*kinds, "null"]}
