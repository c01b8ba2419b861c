"""A reorganisation is possible or says why not; and the register after it is the one before but for what it says."""

import pytest
from world import day, read

from kehoach_cli import reorganisation
from kehoach_cli.model import Agency, Register
from kehoach_cli.reorganisation import CLOSE, MERGE, RENAME, SPLIT, Reorganisation
from kehoach_cli.trouble import Trouble

AGENCIES = """\
agencies:
  - {id: so-a, name: Sở A, rank: 10, basis: Quyết định 1}
  - {id: so-b, name: Sở B, abbreviation: SB, since: 2020-01-01}
  - {id: so-c, name: Sở C, until: 2030-01-01, successor: so-d}
  - {id: so-d, name: Sở D, until: 2040-01-01, successor: so-a}
  - {id: so-cu, name: Sở cũ, until: 2025-03-01, successor: so-a}
  - {id: so-non, name: Sở non, successor: so-a}
  - {id: so-e, name: Sở E}
groups:
  - {id: cac-so, name: các sở, members: [so-a]}
"""
DAY = day("2027-01-01")
REGISTER = read(AGENCIES, "items: []\n")
NEW = Agency("so-moi", "Sở Mới", rank=10, since=DAY, basis="Văn bản 2")


def change(verb: str = MERGE, ended: tuple[str, ...] = ("so-a",), heirs: tuple[str, ...] = ("so-b",), on: str = "2027-01-01"):
    return Reorganisation(verb, ended, heirs, (), day(on), "Văn bản 2")


def refused(*arguments: object, **named: object) -> tuple[str, dict[str, str]]:
    with pytest.raises(Trouble) as trouble:
        reorganisation.require_possible(REGISTER, change(*arguments, **named))  # type: ignore[arg-type]
    assert trouble.value.exit_code == 2
    return trouble.value.key, trouble.value.facts


# Whether it is possible


@pytest.mark.parametrize(
    "wanted",
    [
        change(),
        change(CLOSE, heirs=()),
        change(SPLIT, heirs=("so-b", "so-d"), ended=("so-e",)),
        change(ended=("so-b",), heirs=("so-a",), on="2020-01-02"),
        change(ended=("so-b",), heirs=("so-c",), on="2029-12-31"),
    ],
)
def test_what_is_possible_passes(wanted: Reorganisation) -> None:
    reorganisation.require_possible(REGISTER, wanted)


def test_an_agency_ends_once() -> None:
    ended = {"agency": "so-cu", "name": "Sở cũ", "until": "2025-03-01", "heir": "Sở A"}
    assert refused(ended=("so-b", "so-cu"), heirs=("so-a",)) == ("agency-ended", ended)
    assert refused(ended=("so-c",)) == ("agency-ended", {"agency": "so-c", "name": "Sở C", "until": "2030-01-01", "heir": "Sở D"})
    assert refused(ended=("so-non",))[0] == "agency-ended"


def test_an_agency_does_not_end_before_it_begins() -> None:
    facts = {"agency": "so-b", "name": "Sở B", "since": "2020-01-01", "day": "2020-01-01"}
    assert refused(ended=("so-b",), heirs=("so-a",), on="2020-01-01") == ("agency-not-begun", facts)


def test_an_heir_must_be_there_on_the_day() -> None:
    assert refused(heirs=("so-a",)) == ("heir-itself", {"heir": "so-a", "name": "Sở A"})
    assert refused(heirs=("so-b",), on="2019-12-31")[0] == "heir-not-begun"
    facts = {"heir": "so-cu", "name": "Sở cũ", "until": "2025-03-01", "day": "2025-03-01", "further": "Sở A"}
    assert refused(ended=("so-b",), heirs=("so-cu",), on="2025-03-01") == ("heir-ended", facts)


def test_an_heir_that_comes_back_to_the_agency_is_a_circle() -> None:
    assert refused(heirs=("so-c",)) == ("heir-circle", {"heir": "so-c", "name": "Sở C", "agency": "so-a"})


def test_a_split_needs_two_heirs() -> None:
    assert refused(SPLIT) == ("one-heir", {"heir": "so-b"})


# Who takes over


def heirs(*typed: str, names: tuple[str, ...] = ()) -> tuple[tuple[str, ...], tuple[Agency, ...]]:
    like = REGISTER.agency_by_id["so-a"]
    return reorganisation.heirs(REGISTER, "--into", list(typed), list(names), like, DAY, "Văn bản 2")


def test_an_heir_is_called_by_any_of_its_names_a_new_one_by_its_id() -> None:
    assert heirs("so b") == (("so-b",), ())
    assert heirs("SB", "so-moi", "so-d", names=("Sở  Mới",)) == (("so-b", "so-moi", "so-d"), (NEW,))
    assert heirs("so-b", "SB") == (("so-b",), ())


def test_a_name_without_a_new_id_and_an_id_without_a_name_are_refused() -> None:
    for typed, names, key in (
        (("so-moi",), (), "unknown-heir"),
        (("so-b",), ("Sở Mới",), "name-left"),
        (("Sở Mới",), ("Sở Mới",), "bad-id"),
        (("cac-so",), ("Các sở",), "id-taken"),
        (("so-moi",), (" ",), "bad-text"),
        (("so-moi",), ("Sở\x1b[2J",), "bad-text"),
    ):
        with pytest.raises(Trouble) as trouble:
            heirs(*typed, names=names)
        assert trouble.value.key == key


# The register after it


def after(wanted: Reorganisation) -> list[Agency]:
    return list(reorganisation.applied(REGISTER, wanted).agencies)


def test_only_what_ends_changes_and_a_new_one_stands_below_the_last_of_them() -> None:
    found = after(Reorganisation(RENAME, ("so-b", "so-a"), ("so-moi",), (NEW,), DAY, "Văn bản 2"))
    assert [agency.id for agency in found] == ["so-a", "so-b", "so-moi", "so-c", "so-d", "so-cu", "so-non", "so-e"]
    assert [agency.position for agency in found] == list(range(8))
    assert found[0] == Agency("so-a", "Sở A", None, (), 10, None, DAY, ("so-moi",), "Quyết định 1. Văn bản 2", (), None, 0)
    assert [one._replace(position=0) for one in found[3:]] == [one._replace(position=0) for one in REGISTER.agencies[2:]]


@pytest.mark.parametrize(
    ("present", "becomes"),
    [
        ("Quyết định 1", "Quyết định 1. Văn bản 2"),
        ("Quyết định 1.", "Quyết định 1. Văn bản 2"),
        ("Quyết định 1; ", "Quyết định 1; Văn bản 2"),
        ("“Quyết định 1.”\n", "“Quyết định 1.” Văn bản 2"),
        ("Theo Văn bản 2", "Theo Văn bản 2"),
        (None, "Văn bản 2"),
    ],
)
def test_a_basis_gets_one_sentence_more_once(present: str | None, becomes: str) -> None:
    agency = REGISTER.agencies[0]._replace(basis=present)
    register: Register = REGISTER._replace(agencies=(agency,), agency_by_id={"so-a": agency})
    assert reorganisation.applied(register, change()).agencies[0].basis == becomes


# The commit


@pytest.mark.parametrize(
    ("wanted", "subject"),
    [
        (change(), "to-chuc(agencies): merge so-a into so-b 2027-01-01"),
        (change(RENAME), "to-chuc(agencies): rename so-a to so-b 2027-01-01"),
        (change(SPLIT, heirs=("so-b", "so-c")), "to-chuc(agencies): split so-a into so-b so-c 2027-01-01"),
        (change(CLOSE, heirs=()), "to-chuc(agencies): close so-a 2027-01-01"),
        (change(ended=("a", "b", "c", "d", "e")), "to-chuc(agencies): merge a b c (+2) into so-b 2027-01-01"),
    ],
)
def test_the_subject_of_the_commit_names_ids_and_the_day(wanted: Reorganisation, subject: str) -> None:
    assert wanted.subject == subject


def test_every_agency_that_ends_or_begins_is_a_trailer() -> None:
    wanted = Reorganisation(MERGE, ("so-a", "so-b"), ("so-moi",), (NEW,), DAY, "x")
    assert wanted.trailers == (("Agency", "so-a"), ("Agency", "so-b"), ("Agency", "so-moi"))
