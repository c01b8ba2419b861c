"""Templates belong to the office: what they may use is told, mistakes are told with their place, what does harm is refused."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from decree30 import ALWAYS, WITH_LETTERHEAD, Paper
from docx.shared import Pt
from paper_world import DAY, LANGUAGES, values
from test_letters import BEFORE, asked_for, mailing
from test_templates import of_everything, paragraphs

import pages
from conftest import ROOT, Program, posix_only
from kehoach_cli import app, page, pdf, stationery, templating
from kehoach_cli.digest import Filters
from kehoach_cli.render import archive, docx
from kehoach_cli.report import reminder, shapes, variables
from kehoach_cli.report.reminder import Reminding
from kehoach_cli.report.shapes import FLAG, NUMBER, NUMBERS, SAMPLES, TEXTS, Group, Maybe, Rows, Shape, Words
from kehoach_cli.text import Say
from kehoach_cli.trouble import Trouble

every_kind = pytest.mark.parametrize(
    ("kind", "language"), [(kind, language) for kind in variables.KINDS for language in LANGUAGES]
)
every_paper = pytest.mark.parametrize(
    ("kind", "language"), [(kind, language) for kind in templating.PAPERS for language in LANGUAGES]
)
ABOUT = docx.About("x", DAY)


# --- the table of variables


def real(kind: str, language: str) -> dict[str, Any]:
    """Values the program itself makes, with something in every list."""
    if kind == "page":
        of = pages.workspace()
        return page.values(of.register, app.status(of, None, pages.DAY, None, Filters()), pages.DAY, Say(language), of.snapshot)
    if kind not in ("reminder", "escalation"):
        return of_everything(kind, language)
    of = mailing(asked_for("b", *BEFORE), language, within=400)
    shared = Reminding(of.asked, date(2027, 1, 5))
    if kind == "escalation":
        return reminder.escalation(shared, of.round.to_leadership)
    letters = [reminder.letter(shared, letter, calendar=True) for letter in of.round.letters]
    return next(one for one in letters if one["late"] and one["soon"])


def misshapen(value: Any, shape: Shape, path: str) -> Iterator[str]:
    """Where a value differs from what the table says of it."""
    if isinstance(shape, Group):
        if not isinstance(value, dict) or value.keys() != shape.fields.keys():
            yield f"{path}: {sorted(value) if isinstance(value, dict) else value!r}, not {sorted(shape.fields)}"
            return
        for name, inner in shape.fields.items():
            yield from misshapen(value[name], inner, f"{path}.{name}")
    elif isinstance(shape, Rows):
        if not isinstance(value, list) or not value:
            yield f"{path}: {value!r} is no list with something in it"
        for row in value if isinstance(value, list) else ():
            band = shape.band and list(row) == [shape.band] and row[shape.band]
            yield from () if band else misshapen(row, shape.of, f"{path}[]")
    elif isinstance(shape, Maybe):
        yield from misshapen(value, shape.of, path) if value is not None else ()
    elif isinstance(shape, Words):
        yield from () if value and value == shapes.words(shape, Say(value_language(value))) else (f"{path}: other words",)
    elif shape in (TEXTS, NUMBERS):
        kind = str if shape == TEXTS else int
        if not isinstance(value, list) or not all(isinstance(one, kind) for one in value):
            yield f"{path}: {value!r} is no list of {kind}"
    elif not isinstance(value, {FLAG: bool, NUMBER: int}.get(shape, str)):
        yield f"{path}: {value!r} is no {shape}"


def value_language(words: dict[str, str]) -> str:
    return "vi" if words["period"] == "Kỳ" else "en"


def with_rows(value: Any, shape: Shape) -> Any:
    """The same with one entry in lists that are empty deep inside: their fields are those of the sample."""
    if isinstance(shape, Group) and isinstance(value, dict):
        return {name: with_rows(inner, shape.fields.get(name, "")) for name, inner in value.items()}
    if isinstance(shape, Rows) and isinstance(value, list):
        return [with_rows(row, shape.of) for row in value] or [shapes.sample(shape.of, Say("vi"), "bare")]
    return with_rows(value, shape.of) if isinstance(shape, Maybe) and value is not None else value


@every_kind
def test_the_table_says_of_every_variable_what_it_is(kind: str, language: str) -> None:
    shape, of = variables.KINDS[kind], real(kind, language)
    top = {name: value for name, value in of.items() if isinstance(shape.fields.get(name), Rows)}
    assert [name for name, value in top.items() if not value] == []
    assert list(misshapen(with_rows(of, shape), shape, kind)) == []


NESTED = {  # lists inside of lists, which the world above leaves empty where they first come
    "items[].reports[].figures[]": lambda: of_row(values("annual")["items"], "reports", "figures"),
    "items[].reports[].documents[]": lambda: of_row(values("annual")["items"], "reports", "documents"),
    "moments[].documents[]": lambda: of_row(values("item")["moments"], "documents"),
}


def of_row(rows: list[dict[str, Any]], *names: str) -> dict[str, Any]:
    """The first entry found by that way."""
    found = rows
    for name in names:
        found = [inner for row in found for inner in row[name]]
    return found[0]


@pytest.mark.parametrize("path", NESTED)
def test_the_table_says_it_of_nested_lists_too(path: str) -> None:
    kind = "item" if path.startswith("moments") else "annual"
    shape: Shape = variables.KINDS[kind]
    for name in path.replace("[]", "").split("."):
        assert isinstance(shape, Group)
        inner = shape.fields[name]
        assert isinstance(inner, Rows)
        shape = inner.of
    assert list(misshapen(NESTED[path](), shape, path)) == []


@every_kind
@pytest.mark.parametrize("how", SAMPLES)
def test_samples_are_such_values(how: str, kind: str, language: str) -> None:
    found = variables.sample(kind, Say(language), how)
    shape = variables.KINDS[kind]
    assert list(misshapen(found if how != "empty" else with_rows(found, shape), shape, kind)) == []


@every_kind
def test_every_variable_has_a_meaning_and_a_sample(kind: str, language: str) -> None:
    listed = variables.of_kind(kind, Say(language))
    assert all(one.meaning for one in listed)
    holders = {one.path for one in listed if any(other.path.startswith(f"{one.path}.") for other in listed)}
    empty = {one.path for one in listed if not one.sample} - holders
    assert empty == ({"soon[].text", "soon[].item", "soon[].asked[]"} if kind == "reminder" else set())


def test_no_meaning_is_left_over() -> None:
    used: set[str] = set()

    class Noting(Say):
        def __call__(self, key: str, /, **facts: object) -> str:
            used.add(key.removeprefix("variables."))
            return super().__call__(key, **facts)

    for kind in variables.KINDS:
        variables.of_kind(kind, Noting("vi"))
    assert used == set(import_module("kehoach_cli.text.vi.variables").TEXTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_variables_on_the_screen(language: str, kehoach: Program, golden) -> None:
    ran = kehoach("--lang", language, "template", "vars", "reminder")
    assert ran.code == 0
    golden(f"template-vars.{language}.txt", ran.out + ran.err)


# --- sound and unsound templates


def shipped(name: str) -> bytes:
    return (ROOT / "templates" / name).read_bytes()


@pytest.mark.parametrize("name", templating.KNOWN)
def test_every_shipped_template_is_sound(name: str, kehoach: Program, tmp_path: Path) -> None:
    assert kehoach("init", tmp_path).code == 0
    ran = kehoach("template", "check", name, cwd=tmp_path)
    assert (ran.code, ran.out) == (0, f"{name}: dùng được.\n")


def changed(name: str, change: Callable[[Any], None]) -> bytes:
    document = python_docx.Document(io.BytesIO(shipped(name)))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def annual(content: bytes) -> templating.Template:
    return templating.Template(stationery.Template(content, "vi/annual.docx", foreign=False), "annual", ".docx", "vi")


def with_paragraphs(*texts: str) -> bytes:
    return changed("vi/annual.docx", lambda document: [document.add_paragraph(text) for text in texts])


def in_a_cell(document: Any) -> None:
    document.tables[0].rows[0].cells[0].paragraphs[-1].add_run("{{ head.agnecy }}")


def in_the_header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].add_run(" của {{ head.agnecy }}")


MISTAKES = {
    "unknown name": (with_paragraphs("Theo {{ khong_co }}"), "undefined", "Theo {{ khong_co }}", "khong_co", ""),
    "unknown field": (with_paragraphs("Số: {{ plan.numer }}"), "undefined", "Số: {{ plan.numer }}", "plan.numer", "plan.number"),
    "in a loop": (
        with_paragraphs("{%p for f in filings %}", "Cơ quan {{ f.agncy|upper }}", "{%p endfor %}"),
        "undefined", "Cơ quan {{ f.agncy|upper }}", "filings[].agncy", "filings[].agency",
    ),
    "in a branch that is seldom taken": (
        with_paragraphs("{%p if not filings %}", "Không có {{ plan.tilte }}", "{%p endif %}"),
        "undefined", "Không có {{ plan.tilte }}", "plan.tilte", "plan.title",
    ),
    "in a condition": (with_paragraphs("{% if cells.precent %}x{% endif %}"), "undefined", "{% if cells.precent %}x{% endif %}",
                       "cells.precent", "cells.percent"),
    "in a table": (changed("vi/annual.docx", in_a_cell), "undefined", "{{ head.agnecy }}", "head.agnecy", "head.agency"),
    "in a header": (changed("vi/annual.docx", in_the_header), "undefined", "của {{ head.agnecy }}", "head.agnecy", "head.agency"),
    "code": (with_paragraphs("{{ ''.__class__.__mro__ }}"), "security", "{{ ''.__class__.__mro__ }}", "__class__", ""),
    "a function": (with_paragraphs("{{ plan.clear() }}"), "security", "{{ plan.clear() }}", "clear", ""),
    "another file": (
        with_paragraphs("{% include '../../etc/passwd' %}"), "include", "{% include '../../etc/passwd' %}", "", "",
    ),
    "another file, if there": (
        with_paragraphs("{% include 'x' ignore missing %}"), "include", "{% include 'x' ignore missing %}", "", "",
    ),
    "a loop without an end": (with_paragraphs("{% for x in to %} và"), "syntax", "", "for", ""),
    "nothing to loop over": (with_paragraphs("Một {% for x in %}"), "syntax", "Một {% for x in %}", "", ""),
    "words beside a block tag": (
        with_paragraphs("{%p if to %} Gửi {{ to[0] }}", "{%p endif %}"), "beside", "{%p if to %} Gửi {{ to[0] }}", "", "",
    ),
    "a division": (with_paragraphs("Chia {{ 1 // 0 }}"), "other", "Chia {{ 1 // 0 }}", "", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_with_the_words_of_its_paragraph_and_the_nearest_variable(case: str) -> None:
    content, kind, words, name, suggestion = MISTAKES[case]
    found = templating.check(annual(content))
    assert [(one.kind, one.name, one.suggestion) for one in found] == [(kind, name, suggestion)]
    assert words in found[0].words


def test_of_a_long_paragraph_the_words_around_the_mistake_are_told() -> None:
    content = with_paragraphs("Căn cứ kế hoạch, " * 30 + "của {{ head.agnecy }} ban hành, " + "và các văn bản khác, " * 30)
    (found,) = templating.check(annual(content))
    assert found.words.startswith("…")
    assert found.words.endswith("…")
    assert "của {{ head.agnecy }} ban hành" in found.words
    assert len(found.words) < 100


def test_an_unknown_function_does_not_hide_what_is_wrong_behind_it() -> None:
    content = with_paragraphs("{{ cycler() }}", "{{ lipsum(n=9).x['y'] }}", "{% include 'x' %}")
    found = templating.check(annual(content))
    assert [(one.kind, one.name) for one in found] == [("undefined", "cycler"), ("undefined", "lipsum"), ("include", "")]


@posix_only
def test_a_template_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path, kehoach: Program) -> None:
    assert kehoach("init", "--templates", tmp_path / "kho").code == 0
    own = tmp_path / "kho/templates/vi"
    (own / "agency.md.j2").unlink()
    (own / "agency.md.j2").symlink_to("/etc/passwd")
    (own / "reminder.txt.j2").write_text("{{ plan.tilte }}", encoding="utf-8")
    ran = kehoach("template", "check", cwd=tmp_path / "kho")
    assert ran.code == 1
    assert "templates/vi/agency.md.j2 KH513: đây là liên kết" in ran.err
    assert "vi/reminder.txt.j2:1 KH501, chỗ “{{ plan.tilte }}”: không có biến “plan.tilte”" in ran.out


def test_all_mistakes_at_once_in_the_order_of_the_document(tmp_path: Path, kehoach: Program, golden) -> None:
    assert kehoach("init", tmp_path).code == 0
    own = tmp_path / "templates/vi"
    own.mkdir(parents=True)
    (own / "annual.docx").write_bytes(with_paragraphs("Số {{ plan.numer }}", "Của {{ head.agnecy }}", "{% include 'x' %}"))
    (own / "annual.md.j2").write_text("# Báo cáo\n\n{{ plan.tilte }}\n{% for f in filigns %}{% endfor %}\n", encoding="utf-8")
    (own / "reminder.txt.j2").write_text("V/v {{ reminder.levle }}\n", encoding="utf-8")
    (own / "leader.docx").write_bytes(b"PK no")
    (own / "~$annual.docx").write_bytes(b"")
    (own / "anual.docx").write_bytes(b"")
    ran = kehoach("template", "check", cwd=tmp_path)
    assert ran.code == 1
    golden("template-check.vi.txt", ran.out + ran.err)
    golden("template-check.en.txt", kehoach("--lang", "en", "template", "check", cwd=tmp_path).out)


def test_a_document_from_an_unsound_template_is_refused_with_the_same_words(tmp_path: Path, kehoach: Program) -> None:
    assert kehoach("init", "--sample", tmp_path).code == 0
    (tmp_path / "templates/vi").mkdir(parents=True)
    (tmp_path / "templates/vi/annual.docx").write_bytes(with_paragraphs("Số {{ plan.numer }}"))
    ran = kehoach("report", "annual", "mau-01", "--period", "2026", "-o", "x.docx", cwd=tmp_path)
    assert (ran.code, (tmp_path / "x.docx").exists()) == (3, False)
    assert "vi/annual.docx KH501, chỗ “Số {{ plan.numer }}”: không có biến “numer”" in ran.err
    assert "có lẽ là plan.number" in ran.err


# --- files that must not be opened


def rewritten(change: Callable[[zipfile.ZipFile], None], without: str = "") -> bytes:
    """The shipped template with something added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(shipped("vi/annual.docx"))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.namelist():
            if entry != without:
                target.writestr(entry, source.read(entry))
        change(target)
    return out.getvalue()


def encrypted() -> bytes:
    content = bytearray(shipped("vi/annual.docx"))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 4)
    return bytes(content)


def relationship(kind: str, target: str) -> Callable[[zipfile.ZipFile], None]:
    start = "http://schemas.openxmlformats.org"
    of_kind = f"{start}/officeDocument/2006/relationships/{kind}"
    link = f'<Relationship Id="r9" Type="{of_kind}" Target="{target}" TargetMode="External"/>'
    content = f'<?xml version="1.0"?><Relationships xmlns="{start}/package/2006/relationships">{link}</Relationships>'
    return lambda archive: archive.writestr("word/_rels/settings.xml.rels", content)


DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
UTF16 = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")
UNSAFE = {
    "too large": (lambda: b"PK" + bytes(archive.LARGEST), "size"),
    "too many parts": (lambda: rewritten(lambda a: [a.writestr(f"x/{n}", b"") for n in range(2_001)] and None), "parts"),
    "grows a hundredfold": (lambda: rewritten(lambda a: a.writestr("word/media/x.png", bytes(30_000_000))), "unpacked"),
    "grows beyond measure": (
        lambda: rewritten(lambda a: [a.writestr(f"x/{n}", bytes(900_000)) for n in range(60)] and None), "unpacked",
    ),
    "with a password": (encrypted, "encrypted"),
    "of Word 97, or with a password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old"),
    "the same part twice": (lambda: rewritten(lambda a: a.writestr("word/document.xml", b"<x/>")), "twice"),
    "with macros": (lambda: rewritten(lambda a: a.writestr("word/vbaProject.bin", b"x")), "macro"),
    "with an embedded object": (lambda: rewritten(lambda a: a.writestr("word/embeddings/oleObject1.bin", b"x")), "macro"),
    "with a document type": (lambda: rewritten(lambda a: a.writestr("word/extra.xml", DTD)), "document-type"),
    "with a document type in UTF-16": (lambda: rewritten(lambda a: a.writestr("word/extra.xml", UTF16)), "document-type"),
    "with a template on the net": (
        lambda: rewritten(relationship("attachedTemplate", "https://x.example/a.dotm")), "outside",
    ),
    "with a template on a server": (
        lambda: rewritten(relationship("attachedTemplate", "file:////may-chu/a.dotm")), "outside",
    ),
    "with a picture on the net": (lambda: rewritten(relationship("image", "http://x.example/a.png")), "outside"),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("case", UNSAFE)
def test_a_file_that_could_do_harm_is_not_opened(case: str) -> None:
    content, cause = UNSAFE[case]
    with pytest.raises(Trouble) as caught:
        docx.Template(content(), "vi/annual.docx")
    assert (caught.value.key, caught.value.facts) == ("template-unsafe", {"place": "vi/annual.docx", "cause": cause})
    for language in LANGUAGES:
        assert Say(language).has(f"words.archive-cause.{cause}")


DAMAGED = {
    "nothing": b"",
    "no archive": b"PK no",
    "cut short": shipped("vi/annual.docx")[:20_000],
    "no Word file": rewritten(lambda archive: None, without="word/document.xml"),
    "no XML": rewritten(lambda archive: archive.writestr("word/extra.xml", b"<x")),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_file_is_told(case: str) -> None:
    with pytest.raises(Trouble) as caught:
        docx.Template(DAMAGED[case], "vi/annual.docx")
    assert (caught.value.key, caught.value.facts) == ("template-not-docx", {"place": "vi/annual.docx"})


def test_a_link_and_the_path_of_the_writers_own_template_do_no_harm() -> None:
    for change in (relationship("hyperlink", "https://x.example/"), relationship("attachedTemplate", "file:///C:/Mau/a.dotx")):
        assert docx.Template(rewritten(change), "x.docx").check([variables.sample("annual", Say("vi"))]) == []


# --- finding, listing, showing


@posix_only
def test_the_list_says_where_each_comes_from(tmp_path: Path, kehoach: Program) -> None:
    assert kehoach("init", tmp_path).code == 0
    own = tmp_path / "templates/vi"
    own.mkdir(parents=True)
    shutil.copy(ROOT / "templates/vi/leader.docx", own)
    (own / "anual.docx").write_bytes(b"")
    (own / "~$leader.docx").write_bytes(b"")
    lines = kehoach("template", "list", cwd=tmp_path).out.splitlines()
    rows = {row[0]: row[1:] for line in lines if (row := [cell.strip() for cell in line.split("  ") if cell.strip()])}
    assert rows["vi/leader.docx"] == ["một trang cho lãnh đạo", "của kho"]
    assert rows["en/leader.docx"] == ["một trang cho lãnh đạo", "đi kèm chương trình"]
    assert rows["vi/anual.docx"] == ["không lệnh nào dùng; có lẽ định đặt tên là vi/annual.docx", "của kho"]
    assert not any("~$" in name for name in rows)
    (tmp_path / "templates/en").symlink_to(ROOT / "templates/en")
    assert kehoach("template", "preview", "en/leader.docx", "-o", "x.docx", cwd=tmp_path).code != 0


WRONG_USE = {
    "no such file": (("check", "khong-co.docx"), "Không có tệp hay mẫu nào tên “khong-co.docx”."),
    "a near name": (("check", "vi/anual.docx"), "có lẽ là vi/annual.docx"),
    "no kind in the name": (("check", "nhap.docx"), "thêm --kind: annual, summary"),
    "another kind of file": (("check", "annual.pdf"), "đuôi tệp phải là: .docx, .md.j2"),
    "an unknown kind": (("check", "nhap.docx", "--kind", "khac"), "chọn một trong: annual"),
    "an unknown kind to list": (("vars", "khac"), "chọn một trong: annual"),
    "another form to show": (("preview", "vi/annual.docx", "-o", "x.html"), "đặt tên có đuôi: .docx, .pdf"),
}


@pytest.mark.parametrize("case", WRONG_USE)
def test_wrong_use_is_told(case: str, tmp_path: Path, kehoach: Program) -> None:
    assert kehoach("init", tmp_path).code == 0
    for name in ("nhap.docx", "annual.pdf"):
        (tmp_path / name).write_bytes(shipped("vi/annual.docx"))
    arguments, said = WRONG_USE[case]
    ran = kehoach("template", *arguments, cwd=tmp_path)
    assert (ran.code, said in ran.err) == (2, True), ran.err


def test_a_file_can_be_checked_and_shown_without_a_workspace(tmp_path: Path, kehoach: Program) -> None:
    (tmp_path / "nhap.docx").write_bytes(shipped("vi/leader.docx"))
    assert kehoach("template", "check", "nhap.docx", "--kind", "leader", cwd=tmp_path).out == "nhap.docx: dùng được.\n"
    assert kehoach("template", "preview", "nhap.docx", "--kind", "leader", "-o", "x.docx", cwd=tmp_path).code == 0
    assert "Việc cần lãnh đạo cho ý kiến" in paragraphs((tmp_path / "x.docx").read_bytes())
    assert kehoach("template", "check", cwd=tmp_path).code == 3


def test_without_templates_of_its_own_there_is_nothing_to_check(tmp_path: Path, kehoach: Program) -> None:
    assert kehoach("init", tmp_path).code == 0
    ran = kehoach("template", "check", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "Kho chưa có mẫu riêng nào để kiểm tra.\n")


@every_paper
def test_a_preview_keeps_the_rules_of_the_annex(kind: str, language: str) -> None:
    file = stationery.Template(shipped(f"{language}/{kind}.docx"), f"{language}/{kind}.docx", foreign=False)
    template = templating.Template(file, kind, ".docx", language)
    of = Paper(templating.preview(template, "docx"), language)
    rules = ALWAYS if kind == "matrix" else {**ALWAYS, **WITH_LETTERHEAD}
    assert {name: found for name, rule in rules.items() if (found := list(rule(of)))} == {}


@pytest.mark.parametrize(("name", "said"), [("vi/leader.md.j2", "# BÁO CÁO\n"), ("vi/reminder.txt.j2", "V/v đôn đốc thực hiện")])
def test_a_preview_of_a_text_is_a_text(name: str, said: str, tmp_path: Path, kehoach: Program) -> None:
    assert kehoach("init", tmp_path).code == 0
    assert kehoach("template", "preview", name, cwd=tmp_path).out.startswith(said)


# --- changed by an office


def test_words_and_styles_that_an_office_changes_come_out_changed(tmp_path: Path, kehoach: Program) -> None:
    """What a Word user does: other words beside the braces, another size of a style, a paragraph more."""

    def change(document: Any) -> None:
        title = next(p for p in document.paragraphs if p.text == "BÁO CÁO")
        title.runs[0].text = "TỜ TRÌNH"
        title.style.font.size = Pt(13)
        document.paragraphs[-2].insert_paragraph_before("Cơ quan {{ head.agency }} cam kết như trên.")

    assert kehoach("init", "--sample", tmp_path).code == 0
    (tmp_path / "templates/vi").mkdir(parents=True)
    (tmp_path / "templates/vi/leader.docx").write_bytes(changed("vi/leader.docx", change))
    assert kehoach("template", "check", cwd=tmp_path).code == 0
    assert kehoach("report", "leader", "mau-01", "-o", "x.docx", cwd=tmp_path).code == 0
    made = (tmp_path / "x.docx").read_bytes()
    lines = paragraphs(made)
    assert "TỜ TRÌNH" in lines
    assert "Cơ quan Văn phòng Điều phối (mẫu) cam kết như trên." in lines
    title = next(p for p in python_docx.Document(io.BytesIO(made)).paragraphs if p.text == "TỜ TRÌNH")
    assert title.style.font.size.pt == 13


needs_office = pytest.mark.skipif(pdf.program() is None, reason="LibreOffice is not installed: nothing can save a template anew")


@pytest.fixture(scope="module")
def saved_anew(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The shipped Word templates, opened and saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "in").mkdir()
    for kind in templating.PAPERS:
        shutil.copy(ROOT / f"templates/vi/{kind}.docx", folder / "in")
    command = [
        pdf.program() or "", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), *map(str, sorted((folder / "in").iterdir())),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {path.stem: path.read_bytes() for path in (folder / "out").iterdir()}


@needs_office
@pytest.mark.xdist_group("office")
@pytest.mark.parametrize("kind", templating.PAPERS)
def test_a_template_saved_by_libreoffice_still_says_the_same(kind: str, saved_anew: dict[str, bytes]) -> None:
    of = real(kind, "vi")
    template = docx.Template(saved_anew[kind], f"vi/{kind}.docx")
    file = stationery.Template(saved_anew[kind], f"vi/{kind}.docx", foreign=False)
    assert templating.check(templating.Template(file, kind, ".docx", "vi")) == []
    before = docx.render(shipped(f"vi/{kind}.docx"), "x.docx", of, ABOUT)
    assert words(template.fill(of, ABOUT)) == words(before)


def words(content: bytes) -> list[str]:
    return [line for line in paragraphs(content) if line]


@needs_office
@pytest.mark.xdist_group("office")
def test_a_letter_from_a_template_saved_by_libreoffice_keeps_the_rules_an_office_can_see(saved_anew: dict[str, bytes]) -> None:
    of = Paper(docx.render(saved_anew["reminder"], "x.docx", real("reminder", "vi"), ABOUT), "vi")
    rules = {**ALWAYS, **WITH_LETTERHEAD}
    kept = {name for name, rule in rules.items() if not list(rule(of))}
    assert kept >= {"I.1", "I.2", "I.3", "II.3", "II.4", "II.6.e", "II.9.a"}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_folder_and_a_file_of_another_encoding_in_the_place_of_templates_are_told(
    language: str, office: Path, kehoach: Program
) -> None:
    (office / "templates/vi/annual.md.j2").mkdir(parents=True)
    (office / "templates/vi/agency.md.j2").write_bytes("Báo cáo\n{{ plan.title }}\nxã\n".encode("utf-16"))
    ran = kehoach("--lang", language, "template", "check", cwd=office)
    assert ran.code == 1
    folder = {"vi": "vi/annual.md.j2 KH513: đây là liên kết, thư mục", "en": "vi/annual.md.j2 KH513: this is a link, a folder"}
    assert folder[language] in ran.err
    saved = {"vi": "lưu lại (Save As) với mã UTF-8", "en": "save it again (Save As) as UTF-8"}
    assert saved[language] in ran.out + ran.err
    assert "codec" not in ran.out + ran.err
