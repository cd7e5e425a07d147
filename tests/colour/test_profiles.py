from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pressroom.cache import Cache
from pressroom.colour.profiles import Profile, cmyk_of, cmyk_of_all, deflate, read_profile, srgb_of, srgb_of_all
from pressroom.findings import Refused

FOGRA39L = Path(__file__).resolve().parents[2] / "assets/icc/FOGRA39L_coated.icc"


@pytest.fixture(scope="module")
def profile() -> Profile:
    return read_profile(FOGRA39L)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def refused(file: Path) -> list[str]:
    with pytest.raises(Refused) as caught:
        read_profile(file)
    return [item.code for item in caught.value.findings]


def test_a_profile_knows_its_name_and_its_fingerprint(profile: Profile) -> None:
    assert "FOGRA39L" in profile.description
    assert (len(profile.sha256), len(profile.content)) == (64, 121368)


def test_a_profile_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.icc") == ["profile-missing"]
    assert refused(tmp_path) == ["profile-missing"]


@pytest.mark.parametrize(("damage", "code"), [
    (lambda _: b"", "profile-broken"),
    (lambda raw: raw[:100], "profile-broken"),
    (lambda raw: raw[:60_000], "profile-broken"),
    (lambda raw: raw + b"\0", "profile-broken"),
    (lambda raw: raw[:36] + b"nope" + raw[40:], "profile-broken"),
    (lambda raw: raw[:128] + struct.pack(">I", 10**6) + raw[132:], "profile-broken"),
    (lambda raw: raw[:12] + b"mntr" + raw[16:], "profile-class"),
    (lambda raw: raw.replace(b"B2A1", b"XXXX"), "profile-class"),
    (lambda raw: raw[:16] + b"RGB " + raw[20:], "profile-colours"),
], ids=["empty", "header cut", "tags cut", "longer", "no signature", "tag table too long", "monitor", "one way", "RGB"])
def test_each_damage_has_its_own_finding(tmp_path: Path, damage: Callable[[bytes], bytes], code: str) -> None:
    broken = tmp_path / "broken.icc"
    broken.write_bytes(damage(FOGRA39L.read_bytes()))
    assert refused(broken) == [code]


def test_two_faults_are_reported_at_once(tmp_path: Path) -> None:
    raw = FOGRA39L.read_bytes()
    broken = tmp_path / "screen.icc"
    broken.write_bytes(raw[:12] + b"mntrRGB " + raw[20:])
    assert refused(broken) == ["profile-class", "profile-colours"]


def test_the_embedded_stream_unpacks_to_the_file(profile: Profile, cache: Cache) -> None:
    packed = deflate(profile, cache)
    assert zlib.decompress(packed) == profile.content
    assert deflate(profile, cache) == packed


def test_paper_is_white_and_inks_look_like_themselves(profile: Profile, cache: Cache) -> None:
    paper, cyan, black = srgb_of_all([(0, 0, 0, 0), (1, 0, 0, 0), (0, 0, 0, 1)], profile, cache)
    assert min(paper) > 0.99
    assert cyan[0] < 0.3 < 0.5 < cyan[2]
    assert max(black) < 0.16


def test_white_takes_no_ink_and_black_takes_much(profile: Profile, cache: Cache) -> None:
    white, black = cmyk_of_all([(1, 1, 1), (0, 0, 0)], profile, cache)
    assert white == (0, 0, 0, 0)
    assert 2.5 < sum(black) < 3.2


def test_black_points_are_matched(profile: Profile, cache: Cache) -> None:
    darkest = cmyk_of((0, 0, 0), profile, cache)
    assert max(srgb_of(darkest, profile, cache)) <= 8 / 255


def test_a_colour_out_of_range_is_an_error_of_the_program(profile: Profile, cache: Cache) -> None:
    with pytest.raises(ValueError, match="range"):
        srgb_of((1.2, 0, 0, 0), profile, cache)


def test_nothing_to_convert_is_no_colours(profile: Profile, cache: Cache) -> None:
    assert srgb_of_all([], profile, cache) == []


def test_a_cached_colour_needs_no_colour_engine(profile: Profile, cache: Cache) -> None:
    colours = [(0.1, 0.2, 0.3, 0.4), (0.0, 0.75, 0.7, 0.0)]
    converted = srgb_of_all(colours, profile, cache)
    program = (
        "import sys\nfrom pathlib import Path\nfrom pressroom.cache import Cache\n"
        "from pressroom.colour.profiles import read_profile, srgb_of_all\n"
        f"print(srgb_of_all({colours}, read_profile(Path(sys.argv[1])), Cache(Path(sys.argv[2]))))\n"
        "assert 'PIL' not in sys.modules or 'PIL.ImageCms' not in sys.modules\n"
        "assert 'PIL.Image' not in sys.modules\n")
    result = subprocess.run([sys.executable, "-c", program, str(FOGRA39L), str(cache.folder)], capture_output=True,
                            text=True, check=True)
    assert result.stdout.strip() == str(converted)
