"""Where answers are kept: what is sound comes back, what is not is as if it were not there, and nothing there stops anybody."""

import os
from pathlib import Path

import pytest

from conftest import posix_only
from kehoach_cli import store as store_module
from kehoach_cli.store import Store, store

NAME, STATE, VALUE = ("a", "b"), "state", {"đ": [1, None, "\udc80"]}


@pytest.fixture
def kept(tmp_path: Path) -> Store:
    found = Store(tmp_path / "cache", "program")
    found.put(NAME, STATE, VALUE)
    return found


def only_file(of: Store) -> Path:
    (path,) = of.folder.iterdir()
    return path


def test_a_value_comes_back_for_its_name_and_state_alone(kept: Store) -> None:
    assert kept.get(NAME, STATE) == VALUE
    assert kept.get(("ab",), STATE) is None
    assert kept.get(NAME, "other") is None
    assert kept._replace(program="other").get(NAME, STATE) is None


def test_a_new_value_takes_the_place_of_the_old(kept: Store) -> None:
    kept.put(NAME, "next", 2)
    assert (kept.get(NAME, STATE), kept.get(NAME, "next"), len(list(kept.folder.iterdir()))) == (None, 2, 1)


def test_a_file_under_another_name_does_not_count(kept: Store) -> None:
    mine = only_file(kept)
    kept.put(("c",), STATE, 1)
    (other,) = set(kept.folder.iterdir()) - {mine}
    other.write_bytes(mine.read_bytes())
    assert kept.get(("c",), STATE) is None


def test_a_file_cut_off_anywhere_does_not_count(kept: Store) -> None:
    whole = only_file(kept).read_bytes()
    for length in range(len(whole)):
        only_file(kept).write_bytes(whole[:length])
        assert kept.get(NAME, STATE) is None, length


def test_nor_does_one_with_a_byte_changed(kept: Store) -> None:
    whole = only_file(kept).read_bytes()
    for place in range(len(whole)):
        only_file(kept).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert kept.get(NAME, STATE) is None, place


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    blocked = Store(tmp_path / "file" / "cache", "program")
    blocked.put(NAME, STATE, VALUE)
    assert blocked.get(NAME, STATE) is None
    assert blocked.size() == (0, 0)
    blocked.tidy()
    blocked.clear()


@posix_only
def test_others_may_not_look_into_it(kept: Store) -> None:
    assert (kept.folder.stat().st_mode & 0o077, only_file(kept).stat().st_mode & 0o077) == (0, 0)


def test_clearing_leaves_nothing(kept: Store) -> None:
    assert kept.size()[0] == 1
    kept.clear()
    assert kept.size() == (0, 0)


def test_tidying_deletes_the_oldest_beyond_the_limit(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    os.utime(only_file(kept), (1, 1))
    kept.put(("c",), STATE, 1)
    kept.tidy()
    assert kept.size()[0] == 2
    monkeypatch.setattr(store_module, "MOST_BYTES", 60)
    kept.tidy()
    assert (kept.get(NAME, STATE), kept.get(("c",), STATE)) == (None, 1)


def test_what_is_too_large_is_not_kept(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "_LARGEST", 10)
    kept.put(NAME, STATE, "x" * 100)
    assert kept.get(NAME, STATE) == VALUE


@pytest.mark.parametrize("word", ["off", "OFF", "0", "no", "false"])
def test_it_can_be_turned_off(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEHOACH_CACHE", word)
    assert store() is None


@posix_only
def test_it_lies_in_the_users_own_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = store()
    assert found
    assert found.folder == Path.home() / ".cache/kehoach"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert (found := store())
    assert found.folder == tmp_path / "kehoach"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")  # to be passed over, by the specification of these folders
    assert (found := store())
    assert found.folder == Path.home() / ".cache/kehoach"


def test_another_program_has_another_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    first = store()
    monkeypatch.setattr(store_module, "__version__", "9.9.9")
    second = store()
    assert first
    assert second
    assert first.program != second.program
