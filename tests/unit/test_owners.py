"""CODEOWNERS: each agency owns what it does and files, coordinators the register, the plans and all events."""

from kehoach_cli.owners import codeowners
from kehoach_cli.parse import Snapshot, parse
from kehoach_cli.text import Say

AGENCIES = """\
agencies:
  - {id: so-mau-b, name: Sở Mẫu B, owners: "@ubnd/so-mau-b"}
  - {id: so-mau-a, name: Sở Mẫu A, owners: [an, binh@so-mau-a.example.vn], until: 2025-03-01}
  - {id: so-mau-c, name: Sở Mẫu C}
  - {id: van-phong, name: Văn phòng, owners: [ubnd/van-phong]}
"""


def plan(name: str, coordinator: str) -> bytes:
    reporting = f"reporting: {{every: year, due: 12-20, closes: 12-14, coordinator: {coordinator}}}\n"
    return f"id: {name}\ntitle: Kế hoạch {name}\n{reporting}items: []\n".encode()


def told(agencies: str = AGENCIES, prefix: str = "", **coordinators: str) -> list[str]:
    files = {f"plans/{name}/plan.yaml": plan(name, coordinator) for name, coordinator in coordinators.items()}
    parsed = parse(Snapshot({"agencies.yaml": agencies.encode(), **files}))
    return codeowners(parsed.register, Say("en"), prefix).splitlines()[1:]


def test_who_owns_what() -> None:
    assert told(mot="van-phong", hai="so-mau-c") == [
        "/agencies.yaml @ubnd/van-phong",
        "/plans/mot/plan.yaml @ubnd/van-phong",
        "/plans/*/progress/ @ubnd/van-phong",
        "/plans/*/progress/*/so-mau-a/ @an binh@so-mau-a.example.vn @ubnd/van-phong",
        "/plans/*/filings/*/so-mau-a.yaml @an binh@so-mau-a.example.vn",
        "/plans/*/filings/*/so-mau-a.r*.yaml @an binh@so-mau-a.example.vn",
        "/plans/*/progress/*/so-mau-b/ @ubnd/so-mau-b @ubnd/van-phong",
        "/plans/*/filings/*/so-mau-b.yaml @ubnd/so-mau-b",
        "/plans/*/filings/*/so-mau-b.r*.yaml @ubnd/so-mau-b",
        "/plans/*/progress/*/van-phong/ @ubnd/van-phong",
        "/plans/*/filings/*/van-phong.yaml @ubnd/van-phong",
        "/plans/*/filings/*/van-phong.r*.yaml @ubnd/van-phong",
    ]


def test_a_workspace_below_the_top_and_a_folder_that_needs_escapes() -> None:
    assert told(prefix="kho chung/[a]#/", mot="van-phong")[0] == r"/kho\ chung/\[a\]\#/agencies.yaml @ubnd/van-phong"


def test_a_folder_cannot_add_a_line() -> None:
    assert told(prefix="a\n* @evil\n#?/", mot="van-phong")[0] == r"/a?\*\ @evil?\#\?/agencies.yaml @ubnd/van-phong"


def test_nobody_owns_anything_where_nobody_is_named() -> None:
    assert told("agencies:\n  - {id: so-mau-a, name: Sở Mẫu A}\n", mot="so-mau-a") == []


def test_nothing_else_gets_into_the_file() -> None:
    for owner in ("@a b", "a\\n* @evil", "#x", "@", "a//b", "a/", "-a", "@@a", "a@b", "*", "é"):
        parsed = parse(Snapshot({"agencies.yaml": f'agencies:\n  - {{id: x, name: X, owners: ["{owner}"]}}\n'.encode()}))
        assert [found.code for found in parsed.findings] in (["KH125"], ["KH108"]), owner
        assert parsed.register.agencies == () or parsed.register.agencies[0].owners == (), owner
