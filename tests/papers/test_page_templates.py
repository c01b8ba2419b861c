"""The template of the page for leaders belongs to the office too: listed, told, checked, shown, filled apart like the others."""

from pathlib import Path

import pytest
from paper_world import LANGUAGES

from conftest import ROOT, Program, posix_only
from kehoach_cli import stationery, templating
from kehoach_cli.render import apart, filling
from kehoach_cli.report import variables
from kehoach_cli.text import Say

BODY = (ROOT / "templates/page.html.j2").read_text(encoding="utf-8")
STYLE = (ROOT / "templates/page.css").read_text(encoding="utf-8")


@pytest.fixture
def own(tmp_path: Path, kehoach: Program) -> Path:
    """The templates of a workspace that has a page of its own."""
    assert kehoach("init", "--sample", tmp_path / "kho").code == 0
    folder = tmp_path / "kho/templates"
    folder.mkdir()
    (folder / "page.html.j2").write_text(BODY.replace("<h1>", "<h1>Sở Mẫu: "), encoding="utf-8")
    (folder / "page.css").write_text(STYLE, encoding="utf-8")
    return folder


def test_the_list_shows_both_files_of_the_page_and_where_they_come_from(own: Path, kehoach: Program) -> None:
    (own / "page.css").unlink()
    out = kehoach("template", "list", "--format", "csv", cwd=own.parent).out
    assert '"page.html.j2","trang xem cho lãnh đạo","của kho"' in out
    assert '"page.css","trang xem cho lãnh đạo","đi kèm chương trình"' in out


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_variable_of_the_page_is_told_with_a_sample(language: str, kehoach: Program) -> None:
    out = kehoach("--lang", language, "template", "vars", "page", "--format", "csv").out
    words = {
        "vi": ("các dòng chính ở đầu kế hoạch", "đề mục đầu trang", "Tình hình thực hiện kế hoạch", "lời in sẵn trên trang"),
        "en": (
            "the main lines at the head of the plan",
            "heading of the page",
            "Progress of the plan",
            "fixed words of the page",
        ),
    }[language]  # fmt: skip
    assert f'"plans[].headline[]","{words[0]}",""' in out
    assert f'"heading","{words[1]}","{words[2]}"' in out
    assert f'"label.period","{words[3]}","{"Kỳ" if language == "vi" else "Period"}"' in out


def test_a_sound_page_and_style_sheet_are_called_so(own: Path, kehoach: Program) -> None:
    ran = kehoach("template", "check", cwd=own.parent)
    assert (ran.code, ran.out) == (0, "page.html.j2: dùng được.\npage.css: dùng được.\n")


IN_A_MACRO = """\
{% macro row(task) %}
{% for one in task.rows %}{{ one.nmae }}{% endfor %}
{% endmacro %}
{% for plan in plans %}{% for task in plan.tasks %}{{ row(task) }}{% endfor %}{% endfor %}
"""
MISTAKES = {
    "a variable": ("một\n<h1>{{ heding }}</h1>", ":2 KH501, chỗ “{{ heding }}”: không có biến “heding”", "có lẽ là heading;"),
    "of a plan": (
        "{% for plan in plans %}\n{{ plan.tilte }}\n{% endfor %}",
        ":2 KH501, chỗ “{{ plan.tilte }}”: không có biến “plans[].tilte”", "có lẽ là plans[].title;",
    ),
    "deep inside, in a macro": (
        IN_A_MACRO,
        ":2 KH501, chỗ “{% for one in task.rows %}{{ one.nmae }}{% endfor %}”: không có biến “plans[].tasks[].rows[].nmae”",
        "có lẽ là plans[].tasks[].rows[].name;",
    ),
    "where nothing is": (
        "{% for plan in plans %}{% else %}\n{{ label.no_plan }}\n{% endfor %}",
        ":2 KH501, chỗ “{{ label.no_plan }}”: không có biến “label.no_plan”", "có lẽ là label.no_plans;",
    ),
    "code": ("{{ ''.__class__ }}", ":1 KH503, chỗ “{{ ''.__class__ }}”: mẫu định làm điều không được phép", "bỏ phần đó"),
    "another file": ("{% include 'vi/annual.md.j2' %}", ":1 KH504, chỗ", "chép phần cần dùng vào chính mẫu này"),
    "a script": (
        "<p>một</p>\n<script>alert(1)</script>", ":2 KH508, chỗ “<script>alert(1)</script>”: phần này không có tác dụng",
        "viết vào templates/page.css",
    ),
    "a picture": ('<img src="logo.png" alt="">', ":1 KH508, chỗ “<img src=", "không dùng @import"),
    "a style in a tag": ('<p\n style="color: red">x</p>', ":2 KH508, chỗ “style=", "templates/page.css"),
}  # fmt: skip


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_names_the_line_and_the_nearest_variable(case: str, own: Path, kehoach: Program) -> None:
    text, said, cure = MISTAKES[case]
    (own / "page.html.j2").write_text(text, encoding="utf-8")
    ran = kehoach("template", "check", "page.html.j2", cwd=own.parent)
    assert ran.code == 1
    assert f"page.html.j2{said}" in ran.out
    assert cure in ran.out
    assert kehoach("template", "check", "templates/page.html.j2", cwd=own.parent).out == ran.out.replace(
        "page.html.j2:", "templates/page.html.j2:"
    )


def test_what_only_looks_like_code_is_no_mistake(own: Path, kehoach: Program) -> None:
    text = "{# <script> url( #}\n<p>Viết style = đậm, on = bật: {{ heading ~ '<img' }}</p>\n{% set style = 'x' %}{{ style }}\n"
    (own / "page.html.j2").write_text(text, encoding="utf-8")
    (own / "page.css").write_text("/* @import url(x) */ p { color: red }", encoding="utf-8")
    assert kehoach("template", "check", cwd=own.parent).code == 0


def test_a_style_sheet_that_would_load_something_is_told(own: Path, kehoach: Program) -> None:
    (own / "page.css").write_text('p { color: red }\n@import "x.css";\nh1 { background: URL(logo.png) }\n', encoding="utf-8")
    ran = kehoach("template", "check", "page.css", cwd=own.parent)
    assert ran.code == 1
    assert [line.partition(",")[0] for line in ran.out.splitlines()[::2]] == ["page.css:2 KH508", "page.css:3 KH508"]


def test_a_page_that_is_no_text_is_told(own: Path, kehoach: Program) -> None:
    for name in ("page.html.j2", "page.css"):
        (own / name).write_bytes(b"\xff\xfe\x00")
        ran = kehoach("template", "check", name, cwd=own.parent)
        assert (ran.code, name in ran.err, "Traceback" in ran.err) == (1, True, False), ran.err


@pytest.mark.parametrize("name", templating.PAGE_FILES)
def test_a_preview_is_the_whole_page_in_the_style_of_the_office(name: str, own: Path, kehoach: Program) -> None:
    (own / "page.css").write_text("h1 { color: #123456 }", encoding="utf-8")
    assert kehoach("template", "preview", name, "-o", "x.html", cwd=own.parent).code == 0
    made = (own.parent / "x.html").read_text(encoding="utf-8")
    assert "h1 { color: #123456 }" in made
    assert "<h1>Sở Mẫu: Tình hình thực hiện kế hoạch</h1>" in made
    assert "Trồng và chăm sóc 1.000 cây xanh" in made
    assert "script-src &#39;sha256-" in made
    assert 'name="kehoach"' not in made, "nobody can take samples for a page of the data"
    ran = kehoach("template", "preview", name, "-o", "x.docx", cwd=own.parent)
    assert (ran.code, "đặt tên có đuôi: .html" in ran.err) == (2, True)


def test_a_page_can_be_checked_and_shown_without_a_workspace(tmp_path: Path, kehoach: Program) -> None:
    (tmp_path / "ban-nhap.html.j2").write_text("<h1>{{ heading }}</h1>", encoding="utf-8")
    assert kehoach("template", "check", "ban-nhap.html.j2", "--kind", "page", cwd=tmp_path).code == 0
    out = kehoach("--lang", "en", "template", "preview", "ban-nhap.html.j2", "--kind", "page", cwd=tmp_path).out
    assert "<h1>Progress of the plan</h1>" in out


def test_a_page_of_the_office_is_filled_in_a_process_apart(own: Path) -> None:
    of = stationery.template(own.parent, "page.html.j2")
    assert isinstance(filling.filler(of, filling.PAGE), apart.Apart)
    (own / "page.html.j2").write_text(BODY, encoding="utf-8")
    same = stationery.template(own.parent, "page.html.j2")
    assert not isinstance(filling.filler(same, filling.PAGE), apart.Apart), "a copy of the packaged one costs no process"
    values = variables.sample("page", Say("vi"))
    assert filling.filler(of, filling.PAGE).fill(values) == filling.filler(same, filling.PAGE).fill(values).replace(
        b"<h1>", "<h1>Sở Mẫu: ".encode()
    )


def test_a_page_that_does_not_end_is_stopped_and_told_with_its_line(own: Path) -> None:
    loop = "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}"
    limits = apart.Limits(seconds=0.4, memory=600_000_000, answer=2_000_000)
    filler = apart.Apart(filling.PAGE, f"một\n{loop}".encode(), "page.html.j2", limits)
    with pytest.raises(stationery.Trouble) as caught:
        filler.fill(variables.sample("page", Say("vi")))
    assert (caught.value.key, caught.value.facts["place"]) == ("template-endless", "page.html.j2:2")


def test_a_mistake_stops_the_page_with_its_line_and_words(own: Path, kehoach: Program) -> None:
    (own / "page.html.j2").write_text("một\n<h1>{{ heding }}</h1>\n", encoding="utf-8")
    ran = kehoach("report", "page", "-o", "x.html", cwd=own.parent)
    assert (ran.code, (own.parent / "x.html").exists()) == (3, False)
    assert "page.html.j2:2 KH501, chỗ “{{ heding }}”: không có biến “heding”" in ran.err
    assert "có lẽ là heading" in ran.err


@posix_only
def test_a_template_that_is_a_link_is_listed_as_one_and_told_with_its_cure(own: Path, kehoach: Program) -> None:
    (own / "page.css").unlink()
    (own / "page.css").symlink_to(ROOT / "templates/page.css")
    listed = kehoach("template", "list", "--format", "csv", cwd=own.parent).out
    assert '"page.css","trang xem cho lãnh đạo","liên kết, không dùng được"' in listed
    ran = kehoach("template", "check", cwd=own.parent)
    assert ran.code == 1
    assert "templates/page.css KH513: đây là liên kết" in ran.err
    assert "chép chính tệp mẫu vào chỗ đó" in ran.err
