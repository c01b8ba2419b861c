"""Word documents from Word templates. The only module that imports docxtpl.

docxtpl is kept from what could lose or change a text: values are escaped and cleaned before it sees them, its own escapes for
braces are looked for in the template and never in a value, and what it makes must be sound XML, or nothing is made of it.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docxtpl import DocxTemplate
from lxml import etree

from kehoach_cli.render import archive, mistakes, properties, rules, safe
from kehoach_cli.render.looks import Looks
from kehoach_cli.render.mistakes import OTHER, Mistake
from kehoach_cli.render.properties import About
from kehoach_cli.render.sandbox import poured
from kehoach_cli.render.templates import Notes, mistake, trouble, word_environment
from kehoach_cli.report.parts import shortened
from kehoach_cli.trouble import Trouble

_WITH_TEXT = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_PARAGRAPH_TAG = re.compile(r"\{%(?:p|tr|tc|r) .*?%\}")
_STRICT = etree.XMLParser(resolve_entities=False, huge_tree=True)
_BODY = "word/document.xml"
_LONGEST_SHOWN = 90
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip archive can hold
# How a template writes braces that are not to be filled in.
_LITERAL_BRACES = {"{_{": '{{ "{{" }}', "}_}": '{{ "}}" }}', "{_%": '{{ "{%" }}', "%_}": '{{ "%}" }}'}


# Tags that give a table another number of columns, which docxtpl then evens out.
_VARYING_COLUMNS = re.compile(r"\{%(?:<[^>]*>|\s)*(?:tc|colspan|hm)\b")


class Template:
    """A Word template, read once and filled as often as needed."""

    def __init__(self, content: bytes, name: str) -> None:
        """Raises Trouble when the file is no Word file, or one that might do harm when it is opened."""
        archive.require_harmless(content, name)
        self._content, self._name = content, name
        self._environment = word_environment()
        self._sources: dict[str, str] = {}
        self._compiled: dict[str, Any] = {}
        self._looks: Looks | None = None

    def fill(self, values: dict[str, Any], about: About | None = None) -> bytes:
        """A document with the values in it, the same bytes for the same input. Raises Trouble."""
        document = self._opened(self._compiled)
        try:
            document.render(values, jinja_env=self._environment, autoescape=True)
            wanted = {part: etree.fromstring(xml.encode(), _STRICT) for part, xml in document.filled.items()}
        except Exception as error:  # a template can raise anything
            raise trouble(document.placed(mistake(error, values)), self._name) from error
        root = document.docx.element
        self._looks = self._looks or Looks(document.docx.styles.element)
        rules.fit(root.body, self._looks)
        rules.split_tall_rows(root.body, self._looks)
        if about:
            text = properties.fingerprint(properties.paragraphs_of(wanted[_BODY]) if _BODY in wanted else ())
            _describe(document.docx, about._replace(made_from={**about.made_from, "text": text} if about.made_from else {}))
        out = io.BytesIO()
        document.save(out)
        made = _reproducible(out.getvalue())
        _require_whole(made, wanted, self._name)
        return made

    def check(self, samples: Iterable[dict[str, Any]]) -> list[Mistake]:
        """Every mistake that shows with these values, in the order of the document. Raises Trouble when it cannot be opened."""
        notes, compiled, found = Notes(), dict[str, Any](), list[Mistake]()
        environment = word_environment(notes)
        for values in samples:
            notes.values = values
            document = self._opened(compiled)
            try:
                document.render(values, jinja_env=environment, autoescape=True)
            except Exception as error:  # noqa: BLE001 - a template can raise anything
                found.append(document.placed(mistake(error, values)))
        sources = {id(template): source for source, template in compiled.items()}
        noted = [mistakes.with_words(one, sources.get(id(template), "")) for template, one in notes.taken]
        return [*self._beside_tags(), *noted, *found]

    def _beside_tags(self) -> list[Mistake]:
        """Words in the paragraph of a block tag: they go with the tag, and nobody would ever see them."""
        with zipfile.ZipFile(io.BytesIO(self._content)) as package:
            parts = [name for name in package.namelist() if _WITH_TEXT.fullmatch(name)]
            lines = [line for name in parts for line in properties.paragraphs(package.read(name))]
        lost = [line for line in lines if _PARAGRAPH_TAG.search(line) and _PARAGRAPH_TAG.sub("", line).strip()]
        return [mistakes.with_words(Mistake(mistakes.BESIDE, 1), line)._replace(line=None) for line in lost]

    def _opened(self, compiled: dict[str, Any]) -> "_Document":
        try:
            document = _Document(io.BytesIO(self._content), self._sources, compiled)
            document.init_docx()
        except Exception as error:  # whatever a damaged archive makes of the libraries below
            raise Trouble("template-not-docx", place=self._name) from error
        return document


def _require_whole(made: bytes, wanted: Mapping[str, Any], name: str) -> None:
    """Open a document again and raise Trouble unless every word of the parts that were filled in stands in it."""
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        for part, root in wanted.items():
            try:
                found = etree.fromstring(package.read(part), _STRICT)
            except (KeyError, etree.XMLSyntaxError) as error:
                raise trouble(Mistake(OTHER, cause=f"{part}: {error}"), name) from error
            if _words(found) != _words(root):
                there = set(properties.paragraphs_of(found))
                lost = next((line for line in properties.paragraphs_of(root) if line not in there), part)
                raise Trouble("template-lost", place=name, words=shortened(lost, _LONGEST_SHOWN))


def _words(root: Any) -> str:
    """All text of a part, as the library below gives it in one go."""
    return "".join(etree.tostring(root, method="text", encoding="unicode").split())


def render(template: bytes, name: str, values: dict[str, Any], about: About) -> bytes:
    """One document from a template. Raises Trouble."""
    return Template(template, name).fill(values, about)


class _Document(DocxTemplate):  # type: ignore[misc]
    """docxtpl, made strict; what it prepares of a template is kept for the next document."""

    def __init__(self, content: io.BytesIO, sources: dict[str, str], compiled: dict[str, Any]) -> None:
        super().__init__(content)
        self._sources, self._compiled, self._columns_vary, self._at = sources, compiled, False, ""
        self.filled: dict[str, str] = {}  # the parts by their names, as they came from the template

    def placed(self, found: Mistake) -> Mistake:
        """The mistake that stopped the rendering, with the words of its paragraph."""
        return mistakes.with_words(found, self._at)

    def patch_xml(self, src_xml: str) -> str:
        """The template as Jinja reads it. Names are compared as Unicode has them composed; literal braces are protected."""
        self._columns_vary = self._columns_vary or bool(_VARYING_COLUMNS.search(src_xml))
        if src_xml not in self._sources:
            patched = super().patch_xml(unicodedata.normalize("NFC", src_xml))
            patched = re.sub("|".join(map(re.escape, _LITERAL_BRACES)), lambda found: _LITERAL_BRACES[found[0]], patched)
            self._sources[src_xml] = re.sub(r"<w:p([ >])", r"\n<w:p\1", patched)  # one paragraph a line: errors have a place
        return self._sources[src_xml]

    def render_xml_part(self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Any = None) -> str:
        """The filled part, as text."""
        self.current_rendering_part, self._at = part, src_xml
        if src_xml not in self._compiled:
            self._compiled[src_xml] = jinja_env.compiled(src_xml)
        filled = poured(self._compiled[src_xml], context).replace("\n<w:p", "<w:p")
        self.filled[str(part.partname).lstrip("/")] = filled
        return filled

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Nothing: the properties are ours to write (see `_describe`)."""

    def fix_tables(self, xml: str) -> Any:
        """The body as elements. Unsound XML is an error here: docxtpl would drop what it does not understand."""
        body = etree.fromstring(xml.encode(), _STRICT)
        return super().fix_tables(xml) if self._columns_vary else body


def _describe(document: Any, about: About) -> None:
    """The properties: nothing of whom and when, but from what the document was made."""
    core = document.core_properties
    core.title, core.author = safe.for_document(about.title)[:255], ""
    core.created = core.modified = datetime(about.day.year, about.day.month, about.day.day)  # noqa: DTZ001 - a day, not a moment
    core.last_modified_by, core.revision = "", 1
    package = document.part.package
    for id_ in [id_ for id_, one in package.rels.items() if one.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES]:
        del package.rels[id_]
    if about.made_from:
        content = properties.written(about.made_from)
        part = Part(PackURI(f"/{properties.PART}"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, content, package)
        package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


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
