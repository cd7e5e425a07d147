"""Every layout with short, usual and long words, in every format: inside its box, or said to be too long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pressroom import editions, load, resolve
from pressroom.brief import Edition
from pressroom.cache import Cache
from pressroom.findings import Finding, Refused
from pressroom.fit import fit
from pressroom.marks import Group, Mark, TextRun
from pressroom.review import review
from pressroom.sheet.formats import parse
from pressroom.sheet.geometry import Box
from pressroom.specs.campaign import DataSpec
from pressroom.specs.material import MaterialSpec
from pressroom.specs.new_material import starting_material
from pressroom.specs.reader import read
from pressroom.specs.validate import validate
from pressroom.stages import Fit, Job
from tests.wordings import DATA, HOSTILE, LONGEST, confirmed

ROOT = Path(__file__).resolve().parents[1]
# Layouts of texts have no sample of their own words.
LAYOUTS = sorted(path.stem for path in (ROOT / "layouts").glob("*.yaml") if "\nflow:" not in path.read_text("utf-8"))
FORMATS = ("A5", "A4", "A3", "A2", "A1", "A0", "DL", "400x600mm", "A4-landscape")
# What a layout is drawn for besides, on a press.
OTHERS = ("A6", "DL-landscape", "A5-landscape", "A3-landscape", "A2-landscape", "A1-landscape", "A0-landscape",
          "85x55mm", "850x2000mm", "1000x2000mm", "3000x1000mm", "3000x2000mm")
# What may stop a piece with such words; anything else is a fault of the layout or of the engine.
READ = {"too-small-to-read", "low-capitals", "small-ending", "headline-long"}
TASTE = {"many-sizes", "accent-wide", "no-leading-ink", "crowded"}
HONEST = {"overset", "headline-long", "missing-glyph", "no-face", "zone-share"}


@cache
def job() -> Job:
    made = load.job(ROOT)
    return replace(made, campaign=made.campaign.model_copy(update={"data": DataSpec(**DATA)}))


@cache
def kept() -> Cache:
    return Cache(ROOT / ".cache")


def drawn_for(layout: str, names: tuple[str, ...] = (*FORMATS, *OTHERS)) -> tuple[str, ...]:
    """Those of the formats that a layout is drawn for."""
    spec = job().layouts[layout]
    return tuple(name for name in names if spec.serves(parse(name)))


def usual(layout: str) -> str:
    """A4, or the first format that a layout is drawn for instead."""
    return drawn_for(layout, ("A4", "A4-landscape", *OTHERS))[0]


EACH = [(layout, name) for layout in LAYOUTS if layout in job().layouts
        for name in drawn_for(layout, (*FORMATS, "A6", "85x55mm", "850x2000mm", "1000x2000mm", "3000x1000mm",
                                       "3000x2000mm"))]
HANGING = [name for name in LAYOUTS if name in job().layouts and job().layouts[name].kind in ("poster", "triptych")]


def material_of(layout: str, folder: Path, headline: str | None, *, only_needed: bool = False,
                variant: str | None = None, words: Mapping[str, str] = MappingProxyType({})) -> Job:
    """The campaign with one more material: the layout's own samples, and the headline that is tried."""
    told = yaml.safe_load(confirmed(starting_material("attempt", layout, job().layouts[layout], job().campaign)))
    slots = job().layouts[layout].slots
    several = [*told.get("sheets", []), *told.get("panels", {}).values()]
    for own in [told.get("words", {}), *(part["words"] for part in several)]:
        own |= {name: text for name, text in words.items() if name in own}
        if headline is not None and "headline" in own:
            own["headline"] = headline
        if only_needed:
            for name in [name for name in own if not slots[name].needed]:
                del own[name]
    told["variant"] = variant or told["variant"]
    path = folder / "attempt.yaml"
    path.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    document = read(path, Path("materials/attempt.yaml"))
    spec = validate(document, MaterialSpec)
    return replace(job(), materials={"attempt": spec},
                   documents={**job().documents, "materials/attempt.yaml": document})


def fitted(trial: Job, format_name: str, edition: Edition = "press") -> Fit | tuple[Finding, ...]:
    try:
        piece = resolve.piece(trial, resolve.Choice("attempt", format_name, edition, "online"), kept())
        return fit(piece, kept())
    except Refused as refused:
        return refused.findings


def runs(marks: tuple[Mark, ...]) -> Iterator[TextRun]:
    for mark in marks:
        if isinstance(mark, Group):
            yield from runs(mark.marks)
        elif isinstance(mark, TextRun):
            yield mark


def letters(text: str) -> str:
    """Without spaces and the hyphens of line ends, which PDFium reads as U+FFFE or U+0002.

    A hyphen of the word's own is U+2010 where the line ends after it, so that no reader takes it for one of those.
    """
    return re.sub(r"[\s\u00a0\u202f\u00ad\ufffe\x02]", "", text).replace("\u2010", "-")


def assert_sound(made: Fit) -> None:
    """Every word is on a sheet, whole, and no ink leaves the trim."""
    for sheet, texts in zip(made.sheets, made.settings, strict=True):
        trim = Box(0, 0, sheet.width, sheet.height)
        drawn = letters("".join(run.text for run in runs(sheet.marks)))
        for words in sheet.words:
            assert letters(words) in drawn
        for setting in texts:
            assert trim.contains(setting.area, slack=0.01), (setting.style, setting.area)
            assert setting.size > 0


@pytest.mark.wear
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("wording", HOSTILE)
def test_words_that_nobody_has_tried_fit_or_are_said_to_be_too_long(layout: str, wording: str, tmp_path: Path) -> None:
    trial = material_of(layout, tmp_path, HOSTILE[wording])
    for format_name in drawn_for(layout, FORMATS):
        made = fitted(trial, format_name)
        if isinstance(made, Fit):
            assert_sound(made)
        else:
            codes = {item.code for item in made if item.fails}
            assert codes <= HONEST, (format_name, [item for item in made if item.fails])


@pytest.mark.parametrize(("layout", "format_name"), EACH)
def test_the_layouts_own_samples_fit_every_format(layout: str, format_name: str, tmp_path: Path) -> None:
    made = fitted(material_of(layout, tmp_path, None), format_name)
    assert isinstance(made, Fit), made
    assert_sound(made)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("edition", ["press", "members"])
def test_stated_numbers_of_words_hold_with_the_longest_usual_words(layout: str, edition: Edition,
                                                                   tmp_path: Path) -> None:
    slots = {name: slot for name, slot in job().layouts[layout].slots.items() if slot.most_words}
    for number in range(2):
        longest = {name: LONGEST[slot.most_words or 0][number] for name, slot in slots.items()}
        trial = material_of(layout, tmp_path, None, words=longest)
        for format_name in drawn_for(layout):
            made = fitted(trial, format_name, edition)
            assert isinstance(made, Fit), (format_name, made)
            assert_sound(made)
            assert not [item for item in review(made) if item.fails], format_name


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("variant", sorted(job().brand.palettes))
def test_every_layout_keeps_its_contrast_in_every_palette_of_the_brand(
        layout: str, variant: str, tmp_path: Path) -> None:
    made = fitted(material_of(layout, tmp_path, None, variant=variant), usual(layout))
    assert isinstance(made, Fit), made
    assert not [item for item in review(made) if item.code in ("contrast", "contrast-grey")]
    assert len(job().brand.palettes) >= 3


@pytest.mark.parametrize("layout", HANGING)
def test_the_layouts_own_samples_can_be_read_and_are_to_taste(layout: str, tmp_path: Path) -> None:
    for format_name in drawn_for(layout, ("A4", "A3", "A2", *OTHERS[7:])):
        made = fitted(material_of(layout, tmp_path, None), format_name)
        assert isinstance(made, Fit), made
        assert not [item for item in (*made.findings, *review(made)) if item.code in READ | TASTE], format_name


@pytest.mark.parametrize("layout", HANGING)
def test_every_style_of_a_layout_says_what_it_is_to_a_passer_by(layout: str) -> None:
    assert not [name for name, style in job().layouts[layout].styles.items() if style.reads is None]


@pytest.mark.parametrize("material", sorted(job().materials))
def test_the_pieces_of_the_campaign_can_be_read_and_are_to_taste(material: str) -> None:
    spec = job().materials[material]
    for format_name in spec.formats:
        edition = editions.fitted_as(editions.made_of(spec.kind, format_name))[0]
        made = fit(resolve.piece(job(), resolve.Choice(material, format_name, edition, "online"), kept()), kept())
        assert {item.code for item in made.findings} <= {"qr-dense", "break-gives-way"}, format_name


def test_a_square_sheet_has_room_for_its_code(tmp_path: Path) -> None:
    square = [layout for layout in HANGING if drawn_for(layout, ("400x400mm",))]
    assert len(square) > 5
    for layout in square:
        made = fitted(material_of(layout, tmp_path, None), "400x400mm")
        assert isinstance(made, Fit), (layout, made)
        assert made.sheets[-1].qr


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_material_without_its_optional_words_fits(layout: str, tmp_path: Path) -> None:
    made = fitted(material_of(layout, tmp_path, None, only_needed=True), usual(layout))
    assert isinstance(made, Fit), made
    assert_sound(made)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_the_layout_shows_reads_back_exactly_from_the_finished_file(layout: str, tmp_path: Path) -> None:
    import pypdfium2

    from pressroom.paint import paint

    for wording in HOSTILE.values():
        made = fitted(material_of(layout, tmp_path, wording), usual(layout))
        if not isinstance(made, Fit):
            continue
        document = pypdfium2.PdfDocument(paint(made, kept()).content)
        for page, sheet in zip(document, made.sheets, strict=True):
            found = letters(page.get_textpage().get_text_range())
            for words in sheet.words:
                assert letters(words) in found


WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèàçœ'’-,.!? ÉÀÇ0123456789", min_size=1, max_size=60).filter(
    lambda text: any(char.isalnum() for char in text))


@settings(max_examples=60, deadline=None)
@given(words=WORDS, each=st.sampled_from(EACH))
def test_any_words_in_any_layout_and_format_stay_whole_and_inside(
        words: str, each: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> None:
    layout, format_name = each
    folder = tmp_path_factory.mktemp("words")
    made = fitted(material_of(layout, folder, words), format_name)
    if isinstance(made, Fit):
        assert_sound(made)
    else:
        assert {item.code for item in made if item.fails} <= HONEST


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "picture"])
def test_a_larger_sheet_never_has_smaller_type(layout: str, tmp_path: Path) -> None:
    trial = material_of(layout, tmp_path, "Votre kiné a besoin de vous.")
    before: dict[str, float] = {}
    for format_name in drawn_for(layout, ("A6", "A5", "A4", "A3", "A2", "A1", "A0")):
        made = fitted(trial, format_name)
        assert isinstance(made, Fit), made
        sizes = {setting.style: setting.size for texts in made.settings for setting in texts}
        for style, size in sizes.items():
            assert size >= before.get(style, 0) - 0.02, (format_name, style)
        before = sizes
