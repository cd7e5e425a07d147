import base64
import struct
import zlib
from pathlib import Path

import pytest
import uharfbuzz as hb

from pressroom.findings import Refused
from pressroom.type.fonts import FILLER, NO_BREAK_SPACES, Face, face, subset

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"
FRENCH = ("Portez ce vieux whisky au juge blond qui fume : ÀÂÇÉÈÊËÎÏÔŒÙÛÜŸ àâçéèêëîïôœùûüÿ "
          "«0 123\u202f456\u00a0€» ’–—… n°\u00a07")
# A variable font of one letter, drawn for this test: I, whose stem and advance grow by 0.2 em from wght 100 to 900.
VARIABLE = (
    "eNqNUcFKW0EUPTMT01jFKLUoxUIWCi4U4aUUF0IjulC6KFjRhQsdkpf3AkkNaWwN3UQIFFoX4sKVH+AHuBHsUsmi0HbZTaE76aoLBRHkeeZl"
    "DBotdODOnHPvzL3n3oEA0IkqFFKvXo85k49SWUDM0LuSLugiapgn3yefyL7TpQ9HuW1AnpMPevlKdvxzusa44f0e49uP498ANUD+zHd1ZvnX"
    "1C7xV9pznw71Bz7vR8x7v1Bel5/gkO8ZFfnVtA7VQPzlGSvo9SLaECUfJk+80QX3SXxzifW7yb8UV9+WEcMI+XfyYZheaMc/TueX4xNnUOoE"
    "rYvVsCMPuStI6+MblQjGiS4Yd7ATZrq5VOhRiNiIvJNX4afYotr/Wbeyv+Ay3WH2n/cTtHqozpyOra9ovVZZL5WZGUVDhdJkC4JG1iAIfgcH"
    "LR11kl9PgnmSPckeJyMPL6fN3JG1twUiTbUSD5rdR/m+o4GFYX1GRaSdJIanFkt0YcjiKPqRbGBhar9c0KXKnOut5XXJwFGLF92c55exAI0S"
    "KpiDCw9ryIf82jva4l8ky5H7KN//M63/ZGwkVN/N24KzY8/vTeEMEU3VbGei2f1A+M6cdn5VgYfckQI2Jvkp9WoK9Y2PuAIG0Gp4")


@pytest.fixture(scope="module", params=["Anton-Regular", "Inter-Regular", "Inter-Bold", "Inter-Italic"])
def one(request: pytest.FixtureRequest) -> Face:
    return face(FONTS / f"{request.param}.ttf")


@pytest.fixture(scope="module")
def anton() -> Face:
    return face(FONTS / "Anton-Regular.ttf")


@pytest.fixture(scope="module")
def inter() -> Face:
    return face(FONTS / "Inter-Regular.ttf")


def broken(tmp_path: Path, *, name: str = "broken.ttf", **tables: bytes | None) -> Path:
    """Anton with other bytes in some tables (None removes a table), its directory in order."""
    content = bytearray((FONTS / "Anton-Regular.ttf").read_bytes())
    for index in range(struct.unpack(">H", content[4:6])[0]):
        record = 12 + 16 * index
        tag = content[record:record + 4].decode().strip().replace("/", "")
        if tag in tables:
            new = tables[tag]
            if new is None:
                content[record:record + 4] = b"ZZZZ"
            else:
                start = struct.unpack(">L", content[record + 8:record + 12])[0]
                content[start:start + len(new)] = new
    file = tmp_path / name
    file.write_bytes(content)
    return file


def code_of(file: Path, instance: tuple[tuple[str, float], ...] = ()) -> str:
    with pytest.raises(Refused) as refused:
        face(file, instance)
    fault = refused.value.findings[0]
    assert fault.source is not None
    assert fault.source.file == file
    return fault.code


def test_shaped_glyphs_read_as_the_text(one: Face) -> None:
    assert "".join(glyph.text for glyph in one.shape(FRENCH)) == FRENCH
    assert all(glyph.text for glyph in one.shape(FRENCH))


def test_a_ligature_reads_as_its_letters(anton: Face) -> None:
    assert [glyph.text for glyph in anton.shape("office")] == ["o", "ffi", "c", "e"]
    assert [glyph.text for glyph in anton.shape("office", ("-liga",))] == list("office")


def test_letters_are_kerned(inter: Face) -> None:
    apart = sum(inter.shape(char)[0].advance for char in "AVATAR")
    assert inter.word("AVATAR").advance < apart - 0.1
    assert inter.word("AVATAR", ("-kern",)).advance == pytest.approx(apart)


def test_decomposed_letters_are_composed_first(one: Face) -> None:
    assert one.shape("e\u0301") == one.shape("é")


def test_a_mark_with_a_glyph_of_its_own_keeps_its_own_text(one: Face) -> None:
    glyphs = one.shape("q\u0303")
    assert [glyph.text for glyph in glyphs] == ["q", "\u0303"]
    assert one.word("q\u0303").exact


def test_a_cluster_of_several_glyphs_has_no_empty_text() -> None:
    from pressroom.type.fonts.shaping import _glyph_texts
    assert _glyph_texts("é", 2) == ["e", "\u0301"]
    assert _glyph_texts("x", 3) == ["x", FILLER, FILLER]


def test_no_break_spaces_advance_in_every_font(one: Face) -> None:
    space = one.shape(" ")[0]
    for char in NO_BREAK_SPACES:
        glyph, = one.shape(char)
        assert (glyph.gid, glyph.text) == (space.gid, char)
        assert 0.12 <= glyph.advance <= space.advance


def test_no_break_spaces_are_narrow_in_display_sizes(one: Face) -> None:
    for char in NO_BREAK_SPACES:
        assert 0.12 <= one.shape(char, size=48.1)[0].advance <= 0.17
        assert one.shape(char, size=48.1)[0].advance <= one.shape(char, size=48.0)[0].advance


def test_a_no_break_hyphen_falls_back_to_the_hyphen_and_keeps_its_text(anton: Face) -> None:
    glyph, = anton.shape("\u2011")
    assert glyph.text == "\u2011"
    assert glyph.gid in {anton.shape(char)[0].gid for char in ("-", "\u2010")}


def test_soft_hyphens_leave_no_trace(one: Face) -> None:
    assert one.shape("ki\u00adné\u200b\u2060s") == one.shape("kinés")


def test_missing_characters_are_named_with_their_place(anton: Face) -> None:
    assert anton.missing_characters("a\u202fb\U0001f600") == [(3, "\U0001f600")]
    with pytest.raises(Refused) as refused:
        anton.shape("ab\U0001f600")
    assert [item.code for item in refused.value.findings] == ["missing-glyph"]
    assert "U+1F600" in str(refused.value.findings[0].values["characters"])


def test_right_to_left_words_are_refused_by_name(inter: Face) -> None:
    for words in ("שלום", "مرحبا"):
        with pytest.raises(Refused) as refused:
            inter.shape(f"oui {words}")
        assert [item.code for item in refused.value.findings] == ["right-to-left"]


def test_measures_are_those_of_the_drawn_letters(anton: Face) -> None:
    assert anton.cap_height == pytest.approx(0.859, abs=0.001)
    assert anton.word("É").top == pytest.approx(1.10, abs=0.002)
    assert anton.word("Ç").bottom == pytest.approx(-0.308, abs=0.002)
    word = anton.word("Hoj")
    assert 0 < word.left < word.right < word.advance


def test_a_face_is_opened_once_until_its_file_changes(tmp_path: Path) -> None:
    file = broken(tmp_path)
    first = face(file)
    assert face(file) is first
    file.write_bytes((FONTS / "Inter-Regular.ttf").read_bytes())
    assert face(file).postscript_name == "Inter-Regular"


def test_what_cannot_be_embedded_is_refused_by_its_reason(tmp_path: Path) -> None:
    assert code_of(tmp_path / "absent.ttf") == "font-unreadable"
    for name, content in {"empty.ttf": b"", "words.ttf": b"this is no font at all", "many.ttc": b"ttcf" + bytes(40),
                          "web.woff2": b"wOF2" + bytes(40)}.items():
        (tmp_path / name).write_bytes(content)
        assert code_of(tmp_path / name) == "font-unreadable", name
    whole = (FONTS / "Anton-Regular.ttf").read_bytes()
    (tmp_path / "cut.ttf").write_bytes(whole[:len(whole) // 2])
    assert code_of(tmp_path / "cut.ttf") == "font-unreadable"
    assert code_of(broken(tmp_path, glyf=None)) == "font-unreadable"
    assert code_of(broken(tmp_path, cmap=bytes(400))) == "font-unreadable"


@pytest.mark.parametrize("bits", [0x0002, 0x0100, 0x0200])
def test_a_font_that_forbids_embedding_is_refused(tmp_path: Path, bits: int) -> None:
    table = bytearray(face(FONTS / "Anton-Regular.ttf").opened.table("OS/2"))
    table[8:10] = struct.pack(">H", bits)
    assert code_of(broken(tmp_path, OS2=bytes(table))) == "font-licence"


@pytest.mark.parametrize(("table", "code"), [(b"CBDT", "font-outlines"), (b"sbix", "font-outlines"),
                                             (b"CFF ", "font-unreadable"), (b"CFF2", "font-unreadable")])
def test_glyphs_of_pixels_and_damaged_outlines_are_refused(tmp_path: Path, table: bytes, code: str) -> None:
    content = bytearray((FONTS / "Anton-Regular.ttf").read_bytes())
    at = content.index(b"glyf")
    content[at:at + 4] = table
    (tmp_path / "outlines.otf").write_bytes(content)
    assert code_of(tmp_path / "outlines.otf") == code


def test_a_static_font_has_no_axes() -> None:
    assert code_of(FONTS / "Anton-Regular.ttf", (("wght", 700.0),)) == "font-axis"


def test_a_subset_states_the_widths_of_its_own_program(one: Face) -> None:
    result = subset(one, [glyph.gid for glyph in one.shape(FRENCH)])
    program = hb.Font(hb.Face(result.font_bytes))
    upem = program.face.upem
    for old, new in result.gid_map.items():
        assert result.widths[old] == program.get_glyph_h_advance(new) * 1000 / upem
    assert {glyph.gid for glyph in one.shape(FRENCH)} <= result.gid_map.keys()
    assert result.gid_map[0] == 0


def test_a_subset_draws_the_same_outlines(one: Face) -> None:
    gids = {glyph.gid for glyph in one.shape("Éçgj")}
    result = subset(one, gids)
    program = hb.Font(hb.Face(result.font_bytes))
    for gid in gids:
        extents = program.get_glyph_extents(result.gid_map[gid])
        assert one.ink(gid)[0] == pytest.approx(extents.x_bearing / one.upem)
        assert one.ink(gid)[3] == pytest.approx(extents.y_bearing / one.upem)


def test_the_same_glyphs_give_the_same_small_program(one: Face) -> None:
    gids = [glyph.gid for glyph in one.shape("Une affiche")]
    result = subset(one, gids)
    assert result == subset(one, reversed(gids))
    assert set(hb.Face(result.font_bytes).table_tags) <= {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
    assert len(result.font_bytes) < 10_000
    tag, _, name = result.name.partition("+")
    assert (len(tag), tag.isupper(), name) == (6, True, one.postscript_name)


def test_an_italic_says_so() -> None:
    assert subset(face(FONTS / "Inter-Italic.ttf"), [1]).italic_angle < 0
    assert subset(face(FONTS / "Inter-Italic.ttf"), [1]).flags & 64
    assert not subset(face(FONTS / "Inter-Regular.ttf"), [1]).flags & 64


def test_an_instance_pins_its_axes_in_shaping_and_in_the_subset(tmp_path: Path) -> None:
    file = tmp_path / "vary.ttf"
    file.write_bytes(zlib.decompress(base64.b64decode(VARIABLE)))
    for wght, advance in ((100.0, 0.2), (500.0, 0.3), (900.0, 0.4)):
        result = face(file, (("wght", wght),))
        glyph, = result.shape("I")
        assert glyph.advance == pytest.approx(advance)
        assert result.ink(glyph.gid)[2] == pytest.approx(advance - 0.05)
        assert subset(result, [glyph.gid]).widths[glyph.gid] == pytest.approx(advance * 1000)
        assert not hb.Face(subset(result, [glyph.gid]).font_bytes).has_var_data
    assert face(file).shape("I")[0].advance == pytest.approx(0.2)
    assert code_of(file, (("wght", 901.0),)) == "font-axis"
    assert code_of(file, (("wdth", 100.0),)) == "font-axis"
