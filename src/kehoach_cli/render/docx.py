"""Word documents from Word templates. The only module that imports docxtpl."""

import io
import unicodedata
import zipfile
from datetime import date, datetime
from typing import Any

from docxtpl import DocxTemplate

from kehoach_cli.render.templates import environment, trouble
from kehoach_cli.trouble import Trouble

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip archive can hold


def render(template: bytes, name: str, values: dict[str, Any], day: date, title: str) -> bytes:
    """A document from a template, the same bytes for the same input. Raises Trouble."""
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.init_docx()
    except Exception as error:  # whatever a damaged archive makes of the libraries below
        raise Trouble("template-not-docx", place=name) from error
    try:
        document.render(values, jinja_env=environment(autoescape=True), autoescape=True)
    except Exception as error:  # a template can raise anything
        raise trouble(error, name) from error
    properties = document.docx.core_properties
    properties.title, properties.author = title, ""
    properties.created = properties.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day, not a moment
    properties.last_modified_by, properties.revision = "", 1
    out = io.BytesIO()
    document.save(out)
    return _reproducible(out.getvalue())


def _reproducible(archive: bytes) -> bytes:
    """The same parts in the same order with the same time stamps."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(unicodedata.normalize("NFC", name), _FIXED_TIME)
            entry.create_system = 3  # as on Linux, whatever the machine
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(entry, source.read(name))
    return out.getvalue()
