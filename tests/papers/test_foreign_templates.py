"""Templates that a workspace brings run in a process apart: whatever they try ends soon, in one sentence, with its place."""

import io
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from paper_world import DAY, LANGUAGES, values
from test_own_templates import changed, shipped
from test_templates import paragraphs

from conftest import ROOT, Program, posix_only
from kehoach_cli import stationery
from kehoach_cli.render import apart, docx, filling, frames, safe
from kehoach_cli.render.apart import Apart, Limits
from kehoach_cli.render.properties import About
from kehoach_cli.text import Say
from kehoach_cli.trouble import Trouble

ABOUT = About("x", DAY)
SMALL = Limits(seconds=0.4, memory=600_000_000, answer=2_000_000)
NAME = "vi/leader.md.j2"
PLAIN = {"text": "chữ", "number": 7, "list": ["một", "hai"], "plan": {"id": "kh"}}


def told(trouble: Trouble) -> str:
    """The sentence a person reads, after its kind; in both languages there is one."""
    for language in LANGUAGES:
        assert len(Say(language)(f"errors.{trouble.key}", **trouble.facts)) > 20
    return f"{trouble.key} {trouble.facts['place']}"


def refused(filler: filling.Filler) -> str:
    with pytest.raises(Trouble) as caught:
        filler.fill(PLAIN)
    return told(caught.value)


DOUBLED = "{% set a0 = 'x' * 100 %}" + "".join(f"{{% set a{n + 1} = a{n} OP a{n} %}}" for n in range(40)) + "{{ a40 }}"
LOOP = "{% for a in range(9999) %}{% for b in range(9999) %}"
HOSTILE = {
    # time
    "nested loops": (f"một\n{LOOP}{{% endfor %}}{{% endfor %}}", "template-endless", 2),
    "loops in a macro": (
        f"{{% macro m() %}}\n{LOOP}{{% endfor %}}{{% endfor %}}{{% endmacro %}}\n{{{{ m() }}}}", "template-endless", 2,
    ),
    "a macro that calls itself": ("{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}", "template-endless", 1),
    "a loop that calls itself": ("{% for a in list recursive %}{{ loop(list) }}{% endfor %}", "template-endless", 1),
    # memory
    "a tower of powers": ("một\n{{ 9**(9**9) }}", "template-large", 2),
    "a negative power": ("{{ 2 ** -9 }}", "template-large", 1),
    "a large product": ("{{ (9**999) * (9**999) }}", "template-large", 1),
    "a text many times": ("{{ 'x' * 999999999 }}", "template-large", 1),
    "many times a text": ("{{ 999999999 * text }}", "template-large", 1),
    "a list many times": ("{{ ([0] * 99999999)|length }}", "template-large", 1),
    "doubled by +": (DOUBLED.replace("OP", "+"), "template-large", 1),
    "doubled by ~": (DOUBLED.replace("OP", "~"), "template-large", 1),
    "a long range": ("{{ range(999999999)|list|length }}", "template-large", 1),
    "a width of a format": ("{{ '%999999999d' % 1 }}", "template-security", 1),
    "filled up to a width": ("một\nhai\n{{ 'x'.ljust(999999999) }}", "template-large", 3),
    "filled up to a width by a filter": ("{{ text|center(2999999999) }}", "template-large", 1),
    "a width in a format": ("{{ '{:>2999999999}'.format(1) }}", "template-large", 1),
    "an answer without end": (f"{LOOP}{'chữ ' * 9_999}{{% endfor %}}{{% endfor %}}", "template-large", 1),
    # what is no error of a template
    "a division by nothing": ("một\n\n{{ 1 // 0 }}", "template-other", 3),
    "a wrong type": ("{{ text + 1 }}", "template-other", 1),
    "a wrong value": ("{{ text.index('y') }}", "template-other", 1),
    "an overflow": ("{{ 0.5 * 10 ** 400 }}", "template-other", 1),
    "a key that is none": ("{{ {[]: 1} }}", "template-other", 1),
    "brackets without end": ("{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}", "template-endless", None),
    # the way out
    "a class": ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "template-security", 1),
    "the globals of a function": ("{{ range.__globals__ }}", "template-security", 1),
    "an attribute by a filter": ("{{ text|attr('__class__') }}", "template-security", 1),
    "a stored format": ("{% set f = '{0.__class__}'.format %}{{ f(text) }}", "template-security", 1),
    "a changed value": ("{{ list.append(1) }}", "template-security", 1),
    "cycler": ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", "template-security", 1),
    "lipsum": ("{{ lipsum(n=999999999) }}", "template-undefined", 1),
    "the template itself": ("{{ self._TemplateReference__context }}", "template-security", 1),
    "an unknown name": ("một\n{{ khong_co }}", "template-undefined", 2),
    "another file": ("{% include '/etc/passwd' %}", "template-include", 1),
    "a file above": ("{% include '../../etc/passwd' %}", "template-include", 1),
    "the parent of all": ("một\n{% extends 'x' %}", "template-include", 2),
    "an import": ("{% import 'x' as x %}", "template-include", 1),
    "chance": ("{{ list|random }}", "template-syntax", 1),
}  # fmt: skip


LIMITED = (  # by the process alone; the sandbox already stops the others
    "nested loops", "loops in a macro", "filled up to a width by a filter", "a width in a format", "an answer without end",
)  # fmt: skip


@pytest.mark.parametrize("case", [case for case in HOSTILE if case not in LIMITED])
def test_what_the_sandbox_stops_is_told_with_its_line(case: str) -> None:
    template, key, line = HOSTILE[case]
    assert refused(filling.here(filling.MARKDOWN, template.encode(), NAME)) == f"{key} {NAME}{f':{line}' if line else ''}"


@pytest.mark.parametrize("case", [*LIMITED, "a tower of powers", "a class", "a division by nothing"])
def test_in_a_process_apart_everything_ends_soon_and_is_told_with_its_line(case: str) -> None:
    template, key, line = HOSTILE[case]
    began = time.monotonic()
    assert refused(Apart(filling.MARKDOWN, template.encode(), NAME, SMALL)) == f"{key} {NAME}:{line}"
    assert time.monotonic() - began < 10  # of a machine under load; about one alone


WORD = {
    "the body": lambda document, text: document.add_paragraph(text),
    "a cell": lambda document, text: document.add_table(1, 1).rows[0].cells[0].paragraphs[0].add_run(text),
    "the header": lambda document, text: document.sections[0].header.paragraphs[0].add_run(text),
    "the footer": lambda document, text: document.sections[0].footer.paragraphs[0].add_run(text),
    "the first footer": lambda document, text: document.sections[0].first_page_footer.add_paragraph(text),
}
IN_WORD = {
    "{{ 9**(9**9) }}": "template-large",
    "{{ ''.__class__ }}": "template-security",
    "{% include 'x' %}": "template-include",
    "{{ 1 // 0 }}": "template-other",
}


@pytest.mark.parametrize("place", WORD)
@pytest.mark.parametrize("attack", IN_WORD)
def test_in_every_part_of_a_word_template_too(place: str, attack: str) -> None:
    content = changed("vi/leader.docx", lambda document: WORD[place](document, f"Chỗ này: {attack}"))
    with pytest.raises(Trouble) as caught:
        docx.Template(content, "vi/leader.docx").fill(values("leader"), ABOUT)
    assert told(caught.value) == f"{IN_WORD[attack]} vi/leader.docx"
    assert "Chỗ này: " in caught.value.facts["words"]


def test_a_word_template_that_does_not_come_to_an_end_is_told_with_the_words_of_its_paragraph() -> None:
    text = f"Chỗ này: {LOOP}{{% endfor %}}{{% endfor %}}"
    content = changed("vi/leader.docx", lambda document: WORD["the header"](document, text))
    with pytest.raises(Trouble) as caught:
        Apart(filling.WORD, content, "vi/leader.docx", SMALL._replace(seconds=3)).fill(values("leader"), ABOUT)
    assert told(caught.value) == "template-endless vi/leader.docx"
    assert "Chỗ này: " in caught.value.facts["words"]


def test_what_the_properties_of_a_template_say_is_not_run() -> None:
    def change(document: Any) -> None:
        document.core_properties.title = document.core_properties.subject = "{{ 1 // 0 }}"

    made = Apart(filling.WORD, changed("vi/leader.docx", change), "x").fill(values("leader"), ABOUT)
    found = python_docx.Document(io.BytesIO(made)).core_properties
    assert (found.title, found.subject) == ("x", "{{ 1 // 0 }}")


# --- what a process apart is given, and what it may do


@pytest.mark.parametrize("form", [".docx", ".md.j2"])
def test_an_offices_own_template_makes_the_same_document_as_the_packaged_one(form: str) -> None:
    of, content, how = values("annual"), shipped(f"vi/annual{form}"), filling.WORD if form == ".docx" else filling.MARKDOWN
    there = Apart(how, content, "vi/annual")
    assert there.fill(of, ABOUT) == filling.here(how, content, "vi/annual").fill(of, ABOUT)
    assert there.fill(values("annual", "en"), ABOUT) == filling.here(how, content, "").fill(values("annual", "en"), ABOUT)
    assert there.check([of]) == []


def test_only_what_differs_from_the_packaged_template_needs_a_process(tmp_path: Path, kehoach: Program) -> None:
    assert kehoach("init", "--templates", tmp_path).code == 0
    assert not stationery.template(tmp_path, "vi/leader.docx").foreign
    assert isinstance(filling.filler(stationery.template(tmp_path, "vi/leader.docx"), filling.WORD), docx.Template)
    (tmp_path / "templates/vi/leader.md.j2").write_text("{{ plan.id }}", encoding="utf-8")
    assert isinstance(filling.filler(stationery.template(tmp_path, "vi/leader.md.j2"), filling.MARKDOWN), Apart)


def test_the_process_is_told_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "x")
    there = Apart(filling.TEXT, b"{{ text }}", "x")
    assert there.fill(PLAIN) == "chữ".encode()
    assert there._process is not None
    if sys.platform == "linux":
        environment = Path(f"/proc/{there._process.pid}/environ").read_bytes()
        assert b"PYTHONPATH" in environment
        assert b"SECRET" not in environment


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows the limits of another process")
def test_the_process_can_write_no_file_start_no_process_and_take_no_more_memory() -> None:
    there = Apart(filling.TEXT, b"{{ text }}", "x", SMALL)
    there.fill(PLAIN)
    assert there._process is not None
    lines = Path(f"/proc/{there._process.pid}/limits").read_text(encoding="ascii").splitlines()
    limits = {line[:26].strip(): line[26:].split()[0] for line in lines}
    kept = ("Max file size", "Max core file size", "Max processes", "Max address space")
    assert [limits[name] for name in kept] == ["0", "0", "0", "600000000"]


def test_the_process_ends_with_its_holder() -> None:
    there = Apart(filling.TEXT, b"{{ text }}", "x")
    there.fill(PLAIN)
    process = there._process
    assert process is not None
    assert process.poll() is None
    del there
    assert process.poll() is not None


def test_after_a_refusal_the_next_values_are_filled_in() -> None:
    there = Apart(filling.TEXT, b"{% for a in range(n) %}{% for b in range(n) %}{% endfor %}{% endfor %}{{ n // m }}", "x", SMALL)
    for of, key in (({"n": 9999, "m": 1}, "template-endless"), ({"n": 1, "m": 0}, "template-other")):
        with pytest.raises(Trouble) as caught:
            there.fill(of)
        assert caught.value.key == key
        assert there.fill({"n": 4, "m": 2}) == b"2"


def test_more_data_may_take_more_time() -> None:
    asked: list[dict[str, Any]] = []
    there = Apart(filling.TEXT, b"", "x", Limits(seconds=5, bytes_a_second=1000))
    there._process = object()  # type: ignore[assignment]
    there._answer = lambda process, head, seconds, body=b"": (asked.append(head), ({}, b""))[1]  # type: ignore[assignment]
    there.fill({"text": "x" * 3000})
    assert 8 < asked[0]["seconds"] < 8.1


ANSWERS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "template-ended"),
    "no message": (lambda: b"\0" * 40, "template-ended"),
    "cut short": (lambda: frames._SIZES.pack(2, 9) + b"{}", "template-ended"),
    "far too long": (lambda: frames._SIZES.pack(2, 2**60) + b"{}", "template-large"),
    "a trouble of another kind": (lambda: message(b'{"trouble": "cannot-write", "facts": {"path": "/"}}'), "template-ended"),
    "facts of another kind": (lambda: message(b'{"trouble": "template-other", "facts": 1}'), "template-ended"),
    "more facts": (lambda: message(b'{"trouble": "template-other", "facts": {"exit_code": 0, "key": "x"}}'), "template-other"),
}


def message(head: bytes) -> bytes:
    return frames._SIZES.pack(len(head), 0) + head


@pytest.mark.parametrize("case", ANSWERS)
def test_what_the_process_answers_is_not_believed(case: str) -> None:
    answer, key = ANSWERS[case]
    there = Apart(filling.TEXT, b"", "x", SMALL)
    code = f"import sys; sys.stdout.buffer.write({answer()!r})"
    there._process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with pytest.raises(Trouble) as caught:
        there.fill(PLAIN)
    assert (caught.value.key, caught.value.exit_code) == (key, 3)
    apart._end(there._process) if there._process else None


# --- nothing is lost on the way into a Word file


def test_every_text_of_the_values_stands_in_the_file_that_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a library below loses is an error, and the error says the words."""
    content, of = shipped("vi/leader.docx"), values("leader")
    whole = docx._reproducible

    def losing(made: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(whole(made))) as source, zipfile.ZipFile(out, "w") as target:
            for name in source.namelist():
                part = source.read(name)
                target.writestr(name, part.replace("Độc lập - Tự do".encode(), b"") if name == "word/document.xml" else part)
        return out.getvalue()

    monkeypatch.setattr(docx, "_reproducible", losing)
    with pytest.raises(Trouble) as caught:
        docx.Template(content, "vi/leader.docx").fill(of, ABOUT)
    assert caught.value.key == "template-lost"
    assert "Độc lập - Tự do" in caught.value.facts["words"]


@pytest.mark.parametrize("place", WORD)
def test_what_is_filled_into_any_part_is_found_in_it(place: str) -> None:
    text = "Ủy ban <b> & 'A' \x1b[2J \u202e"
    content = changed("vi/leader.docx", lambda document: WORD[place](document, "[{{ plan.id }}]"))
    of = values("leader")
    made = docx.Template(content, "x").fill({**of, "plan": {**of["plan"], "id": text}}, ABOUT)
    shown = f"[{safe.for_document(text)}]"
    document = python_docx.Document(io.BytesIO(made))
    section = document.sections[0]
    beside = [p.text for part in (section.header, section.footer, section.first_page_footer) for p in part.paragraphs]
    assert any(shown in line for line in [*paragraphs(made), *beside])


# --- the file itself


@posix_only
@pytest.mark.parametrize("what", ["a link", "a folder above that is a link", "a pipe", "a folder"])
def test_only_a_regular_file_is_a_template(what: str, tmp_path: Path, kehoach: Program) -> None:
    assert kehoach("init", "--sample", tmp_path).code == 0
    own = tmp_path / "templates/vi"
    own.parent.mkdir(exist_ok=True)
    if what == "a folder above that is a link":
        own.symlink_to(ROOT / "templates/vi")
    else:
        own.mkdir()
        path = own / "leader.md.j2"
        {"a link": lambda: path.symlink_to("/etc/passwd"), "a pipe": lambda: os.mkfifo(path), "a folder": path.mkdir}[what]()
    ran = kehoach("report", "leader", "mau-01", "-f", "markdown", cwd=tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert "templates/vi/leader.md.j2" in ran.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clerk_reads_one_sentence_and_the_cure(language: str, tmp_path: Path, kehoach: Program, golden) -> None:
    assert kehoach("init", "--sample", tmp_path).code == 0
    own = tmp_path / "templates" / language
    own.mkdir(parents=True)
    (own / "leader.md.j2").write_text("# Báo cáo\n\n{{ 'x' * 999999999 }}\n", encoding="utf-8")
    ran = kehoach("--lang", language, "report", "leader", "mau-01", "-f", "markdown", cwd=tmp_path)
    assert (ran.code, ran.out) == (3, "")
    checked = kehoach("--lang", language, "template", "check", cwd=tmp_path)
    assert checked.code == 1
    golden(f"template-large.{language}.txt", ran.err + checked.out)
