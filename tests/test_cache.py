from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pressroom.cache import Cache, key


def test_what_was_put_is_got(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "made" / "later")
    assert cache.get(key("a")) is None
    cache.put(key("a"), b"one")
    cache.put(key("b"), b"")
    assert (cache.get(key("a")), cache.get(key("b"))) == (b"one", b"")


def test_parts_are_framed_so_that_neighbours_never_run_together() -> None:
    names = [key("ab", "c"), key("a", "bc"), key("abc"), key("a", "b", "c"), key(b"abc"), key("1"), key(1), key(1.0),
             key(None), key(""), key(), key("s1:a"), key("", "")]
    assert len(set(names)) == len(names)
    assert key("é", 3, 0.1) == key("é", 3, 0.1)


def test_a_name_that_is_no_key_is_an_error_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a cache key"):
        Cache(tmp_path).get("../../etc/passwd")


@pytest.mark.parametrize("damage", [
    lambda raw: raw[:-1],
    lambda raw: raw[:10],
    lambda _: b"",
    lambda raw: raw + b"x",
    lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]),
    lambda _: b"something else entirely",
])
def test_a_damaged_entry_is_ignored_and_can_be_replaced(tmp_path: Path, damage: object) -> None:
    cache = Cache(tmp_path)
    cache.put(key("a"), b"content")
    entry = tmp_path / key("a")
    entry.write_bytes(damage(entry.read_bytes()))  # type: ignore[operator]
    assert cache.get(key("a")) is None
    cache.put(key("a"), b"content")
    assert cache.get(key("a")) == b"content"


def test_an_entry_under_another_name_is_foreign(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(key("a"), b"content")
    (tmp_path / key("a")).rename(tmp_path / key("b"))
    assert cache.get(key("b")) is None


def test_a_folder_that_cannot_be_made_means_not_kept(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("not a folder")
    cache = Cache(blocker / "cache")
    cache.put(key("a"), b"content")
    assert cache.get(key("a")) is None


def test_a_full_disk_means_not_kept_and_leaves_no_rubbish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")
    cache = Cache(tmp_path)
    monkeypatch.setattr(os, "replace", full)
    cache.put(key("a"), b"content")
    assert cache.get(key("a")) is None
    assert list(tmp_path.iterdir()) == []


def test_the_entries_unused_for_longest_are_dropped_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most_bytes=4000)
    for age, name in ((300, "old but used"), (200, "old"), (100, "young")):
        cache.put(key(name), bytes(1000))
        at = (tmp_path / key(name)).stat().st_mtime - age
        os.utime(tmp_path / key(name), (at, at))
    assert cache.get(key("old but used")) is not None
    cache.put(key("new"), bytes(1500))
    kept = {name: cache.get(key(name)) is not None for name in ("old but used", "old", "young", "new")}
    assert kept == {"old but used": True, "old": False, "young": True, "new": True}
    assert sum(entry.stat().st_size for entry in tmp_path.iterdir()) <= 4000


def test_pruning_leaves_files_of_other_names_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(bytes(9000))
    cache = Cache(tmp_path, most_bytes=1000)
    for number in range(4):
        cache.put(key(number), bytes(700))
    assert (tmp_path / "notes.txt").exists()
    assert cache.get(key(3)) is not None
    assert cache.get(key(0)) is None


def test_what_is_larger_than_the_whole_bound_is_not_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most_bytes=100)
    cache.put(key("a"), bytes(101))
    assert cache.get(key("a")) is None


def test_an_unfinished_file_of_a_program_that_died_is_swept(tmp_path: Path) -> None:
    dead, live = tmp_path / ".unfinished-dead", tmp_path / ".unfinished-live"
    dead.write_bytes(b"half")
    live.write_bytes(b"half")
    os.utime(dead, (1, 1))
    Cache(tmp_path).put(key("a"), b"content")
    assert (dead.exists(), live.exists()) == (False, True)


def test_two_programs_at_once_never_see_half_an_entry(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom pressroom.cache import Cache, key\n"
        "cache = Cache(Path(sys.argv[1]), most_bytes=400_000)\n"
        "for turn in range(60):\n"
        "    name = key(turn % 7)\n"
        "    cache.put(name, bytes([turn % 7]) * 70_000)\n"
        "    seen = cache.get(key((turn + 3) % 7))\n"
        "    assert seen is None or seen == bytes([(turn + 3) % 7]) * 70_000\n")
    running = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path)]) for _ in range(2)]
    assert [one.wait() for one in running] == [0, 0]
    assert not list(tmp_path.glob(".unfinished-*"))
