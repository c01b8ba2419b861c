"""The page a leader reads, as HTML: sound, accessible, closed to the network, deaf to what texts would like it to do."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

import pages
from conftest import ROOT, Program, git, posix_only, spawn
from kehoach_cli import page as page_values
from kehoach_cli.render import safe
from kehoach_cli.text import LANGUAGES, Say
from pages import DAY, HOSTILE, SAMPLE, SHIPPED

CSS = (ROOT / "templates/page.css").read_text(encoding="utf-8")
TEMPLATE = (ROOT / "templates/page.html.j2").read_text(encoding="utf-8")
_VOID = {"meta", "input", "rect", "path"}
_CLOSED_BY_SLASH = {"rect"}


class Element(NamedTuple):
    """An element with what is in it."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"]
    path: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, *tags: str) -> list["Element"]:
        """Every element below, in order, of these tags if any are given."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                found += [child] if not tags or child.tag in tags else []
                found += child.all(*tags)
        return found

    def of_class(self, name: str) -> list["Element"]:
        return [element for element in self.all() if name in element.attributes.get("class", "").split()]


class Tree(HTMLParser):
    """A strict reader: whatever is opened is closed, in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, [], ())
        self.open = [self.root]
        self.feed(text)
        self.close()
        assert self.open == [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), attrs
        element = Element(tag, {name: value or "" for name, value in attrs}, [], (*self.open[-1].path, tag))
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _CLOSED_BY_SLASH
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, (tag, self.getpos())

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The pages that every check looks at."""
    of = pages.workspace()
    made = {f"{plan or 'all'}.{lang}": pages.page(of, plan, lang) for lang in LANGUAGES for plan in (SAMPLE, SHIPPED, None)}
    return made | {f"hostile.{language}": pages.page(pages.hostile(), None, language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def trees(texts: dict[str, str]) -> dict[str, Element]:
    return {name: Tree(text).root for name, text in texts.items()}


NAMES = [f"{kind}.{language}" for kind in (SAMPLE, SHIPPED, "all", "hostile") for language in LANGUAGES]
every_page = pytest.mark.parametrize("name", NAMES)


@every_page
def test_nothing_is_loaded_and_no_script_but_the_programs_runs(name: str, trees: dict[str, Element]) -> None:
    tree = trees[name]
    style, script = tree.all("style"), tree.all("script")
    assert (len(style), len(script)) == (1, 1)
    policy = next(e.attributes["content"] for e in tree.all("meta") if e.attributes.get("http-equiv"))
    hashes = ["'sha256-" + b64encode(sha256(e.text.encode()).digest()).decode() + "'" for e in (style[0], script[0])]
    assert policy == (f"default-src 'none'; style-src {hashes[0]}; script-src {hashes[1]}; base-uri 'none'; form-action 'none'")
    assert [e.tag for e in tree.all("meta")][:1] + [e.attributes for e in tree.all("meta")][:1] == ["meta", {"charset": "utf-8"}]
    assert {e.tag for e in tree.all()}.isdisjoint({"link", "img", "iframe", "object", "embed", "base", "form", "video", "audio"})
    assert "url(" not in style[0].text
    assert "@import" not in style[0].text
    loading = {"src", "srcset", "style", "action", "formaction", "background", "poster", "data", "xlink:href", "ping"}
    names = {attribute for element in tree.all() for attribute in element.attributes}
    assert names.isdisjoint(loading)
    assert [attribute for attribute in names if attribute.startswith("on")] == []


@every_page
def test_links_lead_into_the_page_or_to_the_web(name: str, trees: dict[str, Element]) -> None:
    ids = [e.attributes["id"] for e in trees[name].all() if "id" in e.attributes]
    assert len(set(ids)) == len(ids)
    targets = [e.attributes["href"] for e in trees[name].all("a")]
    assert {target[1:] for target in targets if target.startswith("#")} <= set(ids)
    assert [t for t in targets if not t.startswith(("#", "http://", "https://"))] == []


@every_page
def test_the_page_is_built_for_those_who_hear_it(name: str, trees: dict[str, Element]) -> None:
    tree = trees[name]
    ids = {e.attributes["id"]: e for e in tree.all() if "id" in e.attributes}
    assert tree.all("html")[0].attributes["lang"] == name.rpartition(".")[2]
    assert tree.all("title")[0].text
    assert [len([e for e in tree.all(tag) if e.path[:-1] == ("html", "body")]) for tag in ("header", "main", "footer")] == [
        1,
        1,
        1,
    ]
    levels = [int(e.tag[1]) for e in tree.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    for table in tree.all("table"):
        assert table.all("caption")[0].text
        assert {th.attributes["scope"] for th in table.all("th")} == {"col", "row"}
        assert len({len(row.all("th", "td")) for row in table.all("tr")}) == 1, "every row has all its cells"
    for element in tree.all():
        for reference in element.attributes.get("aria-labelledby", "").split():
            assert ids[reference].text.strip()
        if element.tag == "svg":
            assert (element.attributes["role"], element.all("title")[0].text != "", element.all("desc")[0].text != "") == (
                "img",
                True,
                True,
            )
        if element.tag in ("input", "select", "textarea"):
            assert "label" in element.path
        if element.attributes.get("class") == "scroll":
            assert element.attributes.items() >= {("role", "region"), ("tabindex", "0")}
            assert element.attributes["aria-label"]
        if element.tag == "nav":
            assert element.attributes["aria-label"]
    assert tree.all("body")[0].all()[0].attributes == {"class": "skip", "href": "#main"}


@every_page
def test_colour_never_stands_alone(name: str, trees: dict[str, Element]) -> None:
    """Whatever has the colour of a standing begins with its sign, says it in words, or holds them."""
    found = [e for e in trees[name].all() if re.search(r"\bk-(?!has-)", e.attributes.get("class", ""))]
    assert len(found) > 50
    bare = [e for e in found if e.tag != "rect" and not re.search(r"[✓✗!?·□○–]", e.text)]
    assert bare == []
    words = [e for e in found if e.tag in ("td", "span") and "swatch" not in e.attributes["class"]]
    assert [e.text for e in words if not re.search(r"[^\W\d_]{3}|^–$", e.text)] == []


def tones(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_text_can_be_read_on_what_is_behind_it(scheme: int) -> None:
    colours = tones(re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[scheme])
    pairs = [(ink, behind) for ink in ("ink", "soft", "accent", "link") for behind in ("paper", "card")]
    for tone in ("good", "fair", "open", "bad", "wait", "rest"):
        pairs += [(tone, f"{tone}-back"), (tone, "card")]
    assert {colour for pair in pairs for colour in pair} == set(colours) - {"line"}
    assert [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 4.5] == []


def test_every_standing_has_its_colour_and_its_place_in_the_filter(trees: dict[str, Element]) -> None:
    for tree in trees.values():
        keys = {key for e in tree.all() for key in re.findall(r"\bk-(?!has-)([\w-]+)", e.attributes.get("class", ""))}
        assert [key for key in keys if f".k-{key}," not in CSS and f".k-{key} {{" not in CSS] == []
        offered = {e.attributes["value"] for e in tree.all("input") if e.attributes.get("type") == "radio"} - {""}
        assert [
            key for key in offered if f'[value="{key}"]:checked) ~ .tasks > .task:not(:target, .k-has-{key})' not in CSS
        ] == []


def test_every_label_is_used_and_every_label_used_exists() -> None:
    used = set(re.findall(r"label\.(\w+)", TEMPLATE)) | {"difficulties", "proposals", "reason", "basis"}
    used |= set(re.findall(r'"(\w+)"', TEMPLATE.split("{% for part in (")[1].split(")")[0]))
    assert used == {name.replace("-", "_") for name in Say("vi").texts("page.label-")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_words_are_words(language: str, trees: dict[str, Element]) -> None:
    """They come out whole, as text; what a screen cannot show is shown as an escape."""
    tree = trees[f"hostile.{language}"]
    shown = safe.for_page(HOSTILE)
    assert r"\u202e" in shown
    assert r"\x1b[2J\x07\x00" in shown
    body = tree.all("body")[0]
    named = [name for name in body.of_class("name") if name.text != Say(language)("page.label-no-lead")]
    agencies = [head for head in body.of_class("heat")[0].all("th") if head.attributes["scope"] == "row"]
    assert min(len(named), len(agencies)) > 5
    for element in (*body.of_class("title"), *named, *agencies, body.of_class("entry")[0]):
        assert shown in element.text, element
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", body.text)
    assert shown in Tree(pages.page(pages.hostile(), SAMPLE, language)).root.all("title")[0].text
    links = {e.attributes["href"] for e in tree.all("a")}
    assert 'https://example.vn/?q="><b>' in links
    assert "javascript:document.title=1" in body.text, "what is no web address is shown, not linked"


@pytest.mark.parametrize("language", LANGUAGES)
def test_foreign_words_are_marked_as_vietnamese_on_an_english_page(language: str, trees: dict[str, Element]) -> None:
    marked = [e for e in trees[f"all.{language}"].all("body")[0].all() if "lang" in e.attributes]
    assert {e.attributes["lang"] for e in marked} == ({"vi"} if language == "en" else set())


def test_long_words_are_folded_not_cut() -> None:
    of = pages.workspace()
    long = "Đã làm rất nhiều việc. " * 5000
    events = tuple(e._replace(summary=long) if e.summary else e for e in of.register.events)
    tree = Tree(pages.page(of._replace(register=of.register._replace(events=events)), SAMPLE)).root
    folded = [e for e in tree.of_class("entry")[2].all("details") if e.attributes["class"] == "long"]
    assert folded[0].all("p")[0].text == long
    assert len(folded[0].all("summary")[0].text) < 250


def test_the_same_files_and_day_give_the_same_bytes(shipped: Path) -> None:
    arguments = ("report", "page", "--as-of", "2026-12-31")
    one, other = (spawn(*arguments, cwd=shipped, PYTHONHASHSEED=seed).stdout for seed in ("1", "2"))
    assert one == other
    assert one.startswith(b"<!DOCTYPE html>\n")
    assert b"\r" not in one


def test_a_city_of_ten_years_stays_a_page() -> None:
    small, large = (len(pages.page(pages.city(agencies, 26, 10)).encode()) for agencies in (100, 200))
    assert large < 1_500_000
    assert large < 2.2 * small


def test_the_command_writes_the_page_and_tells_what_it_cannot_write(shipped: Path, kehoach: Program) -> None:
    assert kehoach("report", "page", "-o", "x.html", cwd=shipped).code == 0
    page = (shipped / "x.html").read_text(encoding="utf-8")
    assert kehoach("report", "page", SHIPPED, cwd=shipped).out == page, "one plan in the workspace: the same page"
    assert kehoach("report", "page", "-o", "x.HTML", "--period", "2024", cwd=shipped).code == 0
    for wrong, said in (
        (("page", "-o", "x.docx"), ".html"),
        (("annual", "-o", "x.html"), ".md, .docx"),
        (("annual", "-f", "html"), "report page"),
        (("page", "-f", "docx"), "html"),
        (("page", "--period", "2024-Q1"), "2024-Q1"),
        (("page", "khong-co"), "khong-co"),
    ):
        ran = kehoach("report", *wrong, cwd=shipped)
        assert (ran.code, said in ran.err) == (2, True), ran.err


def test_a_page_names_the_commit_it_was_made_from_and_the_closing_day(repository: Path, kehoach: Program) -> None:
    commit = git(repository, "rev-parse", "HEAD")[:10]

    def source(*arguments: str) -> str:
        return Tree(kehoach("report", "page", *arguments, cwd=repository).out).root.of_class("source")[0].text

    assert source().startswith(f"Lập từ dữ liệu kehoach, commit {commit}. Lập từ ")
    assert source() == source("--known-at", "HEAD"), "the same data, however they were asked for"
    plan = repository / "plans/38-ct-tw/plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8") + "\n# sửa\n", encoding="utf-8")
    assert source().startswith(f"Lập từ dữ liệu kehoach, commit {commit} và phần sửa chưa lưu vào git. Lập từ ")
    page = Tree(kehoach("report", "page", "--period", "2024", cwd=repository).out).root
    assert "Kỳ báo cáo 2024: số liệu chốt ngày 14/12/2024." in [line.text for line in page.of_class("issued")]


def test_what_happens_to_another_plan_does_not_change_the_page_of_one() -> None:
    of = pages.workspace()
    more = of._replace(snapshot=of.snapshot._replace(files={**of.snapshot.files, f"plans/{SHIPPED}/x.yaml": b"x"}))
    assert pages.page(of, SAMPLE) == pages.page(more, SAMPLE)
    assert pages.page(of) != pages.page(more)


def test_a_page_is_not_made_of_files_that_cannot_be_read(shipped: Path, kehoach: Program) -> None:
    (shipped / "agencies.yaml").write_text("agencies: [", encoding="utf-8")
    assert kehoach("report", "page", "-o", "x.html", cwd=shipped).code == 1
    assert not (shipped / "x.html").exists()


def test_a_workspace_without_plans_has_a_page_that_says_so(tmp_path: Path, kehoach: Program) -> None:
    (tmp_path / "agencies.yaml").write_text("agencies: []\n", encoding="utf-8")
    assert "Chưa có kế hoạch nào" in kehoach("report", "page", cwd=tmp_path).out


def test_line_ends_of_windows_change_nothing() -> None:
    from kehoach_cli.render import page

    of = pages.workspace()
    values = page_values.values(of.register, [], DAY, Say("vi"), of.snapshot)

    def made(template: bytes, style: bytes, script: bytes) -> bytes:
        return page.render(page.Body(template, "page.html.j2").fill(values), style, script, values)

    parts = (TEMPLATE.encode(), CSS.encode(), b"// 1\n// 2\n")
    assert made(*(part.replace(b"\n", b"\r\n") for part in parts)) == made(*parts)


@posix_only
def test_an_office_can_change_words_and_looks_but_not_the_policy(shipped: Path, kehoach: Program) -> None:
    own = shipped / "templates"
    own.mkdir()
    (own / "page.css").write_text("body { color: #123456 } /* </style><script>1</script> */", encoding="utf-8")
    (own / "page.html.j2").write_text(
        "<h1>{{ heading }}</h1>\n<script>document.title = 1</script>\n{{ plans[0].title }}", encoding="utf-8"
    )
    out = kehoach("report", "page", cwd=shipped).out
    head, _, body = out.partition("<body>")
    assert "#123456" in head
    assert "</style><script>" not in head
    assert head.count("script-src &#39;sha256-") == 1
    assert body.startswith("\n<h1>Tình hình thực hiện kế hoạch</h1>\n<script>")
    (own / "page.html.j2").write_text("một\n{{ plans[0].tittle }}\n", encoding="utf-8")
    ran = kehoach("report", "page", cwd=shipped)
    assert (ran.code, "page.html.j2:2" in ran.err) == (3, True)
    (own / "page.html.j2").unlink()
    (own / "page.css").write_bytes("/* kiểu */".encode("utf-16"))
    ran = kehoach("report", "page", cwd=shipped)
    assert (ran.code, "page.css" in ran.err) == (3, True)
    (own / "page.css").unlink()
    (own / "page.css").symlink_to("/etc/hostname")
    assert kehoach("report", "page", cwd=shipped).code == 3


def test_what_was_recorded_later_is_not_on_the_page() -> None:
    of = pages.workspace()
    early = Tree(pages.page(of, SAMPLE, as_of=DAY.replace(year=2025, month=12, day=1))).root
    days = [e.attributes["datetime"] for e in early.of_class("entry") for e in e.all("time")]
    assert days == sorted(days, reverse=True)
    assert days[0] == "2025-11-20"
