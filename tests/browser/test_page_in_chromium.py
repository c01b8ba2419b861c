"""The page a leader reads, in a real Chromium: it fits, filters, prints, can be read without scripts, and loads nothing."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import chromium
import pytest

import pages
from conftest import Program
from kehoach_cli.text import LANGUAGES, Say
from pages import SAMPLE, SHIPPED

AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
PHONE, DESKTOP = 360, 1280

pytestmark = [
    pytest.mark.skipif(chromium.program() is None, reason="Chromium is not installed"),
    pytest.mark.xdist_group("chromium"),
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[chromium.Browser]:
    made = chromium.Browser(tmp_path_factory.mktemp("profile"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages as files, by name: mau-01.vi, 38-ct-tw.en, all.vi, hostile.vi, city.vi."""
    folder = tmp_path_factory.mktemp("pages")
    of, hostile = pages.workspace(), pages.hostile()
    texts = {f"{plan or 'all'}.{lang}": pages.page(of, plan, lang) for lang in LANGUAGES for plan in (SAMPLE, SHIPPED, None)}
    texts |= {f"hostile.{language}": pages.page(hostile, SAMPLE, language) for language in LANGUAGES}
    texts["city.vi"] = pages.page(pages.city(60, 12, 2, "month"))
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8", newline="")
    return {name: folder / f"{name}.html" for name in texts}


Open = Callable[..., chromium.Page]


@pytest.fixture
def show(browser: chromium.Browser, files: dict[str, Path]) -> Iterator[Open]:
    """Open one of the pages, and see at the end that it said nothing to the console and asked for nothing but itself."""
    opened: list[tuple[chromium.Page, Path]] = []

    def call(name: str, **how: Any) -> chromium.Page:
        page = browser.open(files[name], **how)
        opened.append((page, files[name]))
        return page

    yield call
    for page, path in opened:
        assert page.complaints() == []
        assert [address.partition("#")[0] for address in page.requests()] == [path.resolve().as_uri()]
        page.close()


every_page = pytest.mark.parametrize(
    "name", [f"{kind}.{language}" for kind in (SAMPLE, SHIPPED, "all", "hostile") for language in LANGUAGES] + ["city.vi"]
)


@every_page
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_nothing_is_wider_than_the_screen(name: str, width: int, show: Open) -> None:
    page = show(name, width=width)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("[innerWidth, document.documentElement.scrollWidth, document.body.scrollWidth]") == [width] * 3
    outside = (
        "[...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll, .skip')"
        " && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 200))"
    )
    assert page.evaluate(outside) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_words_do_nothing(language: str, show: Open) -> None:
    page = show(f"hostile.{language}")
    assert page.evaluate("[document.scripts.length, document.images.length, document.styleSheets.length]") == [1, 0, 1]
    assert page.evaluate("document.title").endswith(Say(language)("page.head", title="", day=pages.DAY.isoformat()))


def standings_of(kehoach: Program, folder: Path) -> dict[str, set[str]]:
    """Which tasks have an obligation of each standing, as `status` tells other tools."""
    plan = json.loads(kehoach("status", SAMPLE, "--format", "json", cwd=folder).out)["plans"][0]
    found: dict[str, set[str]] = {}
    for item in plan["items"]:
        for one in item["obligations"]:
            found.setdefault(one["standing"], set()).add(item["id"])
    return found


@pytest.fixture
def sample(tmp_path: Path, kehoach: Program) -> Path:
    assert kehoach("init", "--sample", "--no-git", tmp_path / "mau").code == 0
    return tmp_path / "mau"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_filter_by_standing_shows_the_tasks_of_that_standing(
    scripts: bool, show: Open, sample: Path, kehoach: Program
) -> None:
    page, expected = show(f"{SAMPLE}.vi", scripts=scripts), standings_of(kehoach, sample)
    everything = page.shown(".task h4")
    assert len(everything) == 13
    for standing in ("overdue", "done-late", "in-term", "awaiting-confirmation", "suspended"):
        page.click(f'[type=radio][value="{standing}"]')
        assert set(page.shown(".task h4")) == expected[standing], standing
    page.click('[type=radio][value=""]')
    assert page.shown(".task h4") == everything


def test_the_lists_filter_by_agency_and_by_words_without_marks(show: Open) -> None:
    page = show(f"{SAMPLE}.vi")
    number = page.evaluate("[...document.querySelectorAll('option')].find(o => o.text.includes('Hoa Cúc')).value")

    def choose(value: str) -> None:
        page.evaluate(f"{{ const s = document.querySelector('select'); s.value = '{value}';"
                      " s.dispatchEvent(new Event('input', {bubbles: true})) }}".replace("}}", "}"))  # fmt: skip

    choose(number)
    assert page.shown("output") == ["Số nhiệm vụ đang hiện: 5/13"]
    assert page.shown(".task h4") == ["II.1-1", "II.1-2", "II.4", "III.1", "III.4"]
    names = page.shown(".row .name")
    assert [name for name in names if "Hoa Cúc" not in name and "các phường" not in name] == []
    page.click('[type=radio][value="overdue"]')
    assert page.shown(".task h4") == ["II.1-2", "III.1"]
    assert len(page.shown(".row")) == 2
    page.click(".filters button")
    assert len(page.shown(".task")) == 13
    page.click("[type=search]")
    page.write("quy che phan loai")
    assert page.shown(".task h4") == ["II.4"]
    page.write(" khong co dau")
    assert page.shown(".task") == []
    assert page.shown(".no-match") == ["Không có nhiệm vụ nào khớp."]


def test_a_link_to_a_task_that_is_filtered_away_shows_it(show: Open) -> None:
    page = show(f"{SAMPLE}.vi")
    for _ in range(2):  # the second time the address does not change
        page.click('[type=radio][value="suspended"]')
        assert "II.2-1" not in page.shown(".task h4")
        page.click(".late .dates a")
        page.until("document.querySelectorAll('.task[hidden]').length === 0")
        assert len(page.shown(".task")) == 13
        assert page.evaluate("document.querySelector(':target h4').innerText") == "III.1"
        page.until("Math.abs(document.querySelector(':target').getBoundingClientRect().top) < innerHeight")


def test_the_keyboard_alone_reaches_what_can_be_used_and_one_sees_where_one_is(show: Open) -> None:
    page = show(f"{SAMPLE}.vi")
    page.press("Tab", 9)
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
    reached = []
    for _ in range(60):
        page.press("Tab", 9)
        reached.append(
            page.evaluate(
                "(e => [e.localName, getComputedStyle(e.closest('fieldset label') ?? e).outlineStyle])(document.activeElement)"
            )
        )
    assert {"a", "div", "input", "select", "button", "summary"} <= {tag for tag, _ in reached}
    assert [one for one in reached if one[0] != "body" and one[1] == "none"] == []


def test_without_scripts_everything_can_be_read_and_what_needs_them_is_not_there(show: Open) -> None:
    page, with_scripts = show(f"{SAMPLE}.vi", scripts=False), show(f"{SAMPLE}.vi")
    assert page.shown(".scripted *") == []
    assert with_scripts.shown("select") != []
    closed = "details:not([open])"
    assert page.evaluate(f"document.querySelectorAll('{closed}').length") > 5
    for _ in range(page.evaluate(f"document.querySelectorAll('{closed}').length")):
        page.click(f"{closed} > summary")
    assert page.evaluate(f"document.querySelectorAll('{closed}').length") == 0
    hidden = (
        "[...document.querySelectorAll('main *')].filter(e => !e.checkVisibility() && !e.closest('.scripted, .no-match, svg'))"
    )
    assert page.evaluate(f"{hidden}.map(e => e.className).filter(name => name !== 'start')") == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_on_paper_everything_is_there_and_nothing_that_needs_a_hand(scripts: bool, show: Open) -> None:
    page = show(f"{SAMPLE}.vi", scripts=scripts)
    page.click('[type=radio][value="suspended"]')
    page.media("print")
    if scripts:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(page.shown(".task")) == 13
    assert len(page.shown(".entry")) == page.evaluate("document.querySelectorAll('.entry').length") > 30
    assert page.shown(".filters, .contents, .skip") == []
    assert page.evaluate("[...new Set([...document.querySelectorAll('thead')].map(e => getComputedStyle(e).display))]") == [
        "table-header-group"
    ]
    if scripts:
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        page.media("")
        assert page.evaluate("document.querySelectorAll('details[open]').length") == 2


@pytest.mark.parametrize(("name", "least", "most"), [(f"{SAMPLE}.vi", 6, 11), (f"{SHIPPED}.en", 6, 11), ("all.vi", 13, 22)])
def test_it_prints_on_a_sane_number_of_sheets_of_a4(name: str, least: int, most: int, show: Open) -> None:
    pdf = show(name).pdf()
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert least <= len(sheets) <= most
    assert {(round(float(width)), round(float(height))) for width, height in sheets} == {(595, 842)}


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: npm ci --prefix tests/browser")
@pytest.mark.parametrize(
    ("name", "width", "dark"),
    [
        ("all.vi", PHONE, False), ("all.vi", DESKTOP, True), ("all.en", DESKTOP, False), ("hostile.en", PHONE, True),
        ("city.vi", DESKTOP, False),
    ],
)  # fmt: skip
def test_axe_finds_nothing_against_accessibility(name: str, width: int, dark: bool, show: Open) -> None:
    page = show(name, width=width, dark=dark)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    told = "r => r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)])"
    found = page.evaluate(f"axe.run(document, {{resultTypes: ['violations']}}).then({told})")
    assert found == []


def test_a_template_of_the_workspace_cannot_run_or_load_anything(
    browser: chromium.Browser, shipped: Path, kehoach: Program
) -> None:
    (shipped / "templates").mkdir()
    (shipped / "templates/page.html.j2").write_text(
        "<h1>{{ heading }}</h1><script>document.title = 'chạy'</script><p onclick='x' style='color: red'>…</p>"
        "<img src='http://127.0.0.1:9/x.png' onerror='document.title = 1'><iframe src='http://127.0.0.1:9/'></iframe>"
        "<link rel=stylesheet href='http://127.0.0.1:9/x.css'>",
        encoding="utf-8",
    )
    assert kehoach("report", "page", "-o", "x.html", cwd=shipped).code == 0
    page = browser.open(shipped / "x.html")
    assert page.evaluate("document.title").startswith("Tình hình thực hiện Kế hoạch 2722/KH-UBND")
    assert page.evaluate("getComputedStyle(document.querySelector('p')).color") != "rgb(255, 0, 0)"
    assert len([told for told in page.complaints() if "Content Security Policy" in told]) >= 4
    own = [
        address for address in page.requests(sent=True) if not address.startswith("data:")
    ]  # the browser's own picture of a blocked frame
    assert own == [(shipped / "x.html").resolve().as_uri()]
    page.close()
