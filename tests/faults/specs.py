"""Mistakes in the specifications: YAML, keys and names, inks, fonts, presets."""

from __future__ import annotations

import struct
from unittest import mock

from pressroom import programs
from pressroom.findings import Finding
from tests import dictionary
from tests.faults.bench import BRAND, CAMPAIGN, FOOT, ONLINE, PETITION, STATEMENT, Bench, edits, trips

ANTON = "assets/fonts/Anton-Regular.ttf"

edits("unknown-key", name=PETITION, old="variant: blue", new="varient: blue")
edits("unknown-name", name=PETITION, old="variant: blue", new="variant: bleu")
edits("unknown-format", name=PETITION, old="formats: [A4,", new="formats: [A33, A4,")
edits("missing-key", name=PETITION, old="kind: poster\n", new="")
edits("wrong-value", name=PETITION, old="kind: poster", new="kind: postr")
edits("yaml-lost", name=PETITION, old="variant: blue", new="variant: &x blue")
edits("duplicate-key", name=PETITION, old="kind: poster", new="kind: poster\nkind: poster")
edits("yaml-syntax", name=PETITION, old="  message:", new="\tmessage:")
edits("ink-in-words", name=PETITION, old="{accent}", new="{acent}")
edits("notation", name=PETITION, old="Votre kiné", new="Votre **kiné")
edits("quote-alone", name=PETITION, old="Votre kiné", new="Votre “kiné")
edits("missing-glyph", name=PETITION, old="Votre kiné", new="Votre 🦴 kiné")
edits("right-to-left", name=PETITION, old="Votre kiné", new="שלום kiné")
edits("lost-accent", name=PETITION, old="Votre kiné", new="Votre kiné, la SANTE,")
edits("overset", name=PETITION, old="Votre kiné a besoin", new="Votre kiné " + "a besoin de vous et de tous " * 30)
edits("kind-differs", name=PETITION, old="layout: statement", new="layout: release")
edits("no-panels", name=PETITION, old="kind: poster", new="kind: poster\nfold: roll")
edits("sheets-differ", of="triptych-patients", name="materials/triptych-patients.yaml",
      old="      message: \"Pour vos soins, exigez de vraies négociations.\"\n",
      new="      message: \"Pour vos soins, exigez de vraies négociations.\"\n"
          "  - words: {headline: \"Encore une.\", message: \"Encore un.\"}\n")
edits("no-place", name=STATEMENT, old="c1-12 r", new="c1-99 r")
edits("not-made-for", name=PETITION, old="formats: [A4,", new="formats: [850x2000mm, A4,")
edits("break-gives-way", name=PETITION, old="Votre kiné a besoin [de vous.]{accent}",
      new="\\n".join(["Kinés", "et", "patients,", "tous", "ont", "besoin", "de", "chacun", "de", "vous."]))
edits("zone-share", of="direct-access", name="layouts/pictogram.yaml", old="picture: {least: 22%}",
      new="picture: {least: 60%}")
edits("no-face", name=PETITION, old="Votre kiné", new="*Votre* kiné")
edits("font-missing", name=BRAND, old="Anton-Regular.ttf", new="Anton-Bold.ttf")
edits("rich-black-heavy", name=BRAND, old="cmyk: [60, 40, 40, 100]", new="cmyk: [70, 50, 50, 100]")
edits("screen-colour", name=BRAND, old="cmyk: [100, 65, 0, 5]}", new='cmyk: [90, 30, 95, 30], srgb: "#00519E"}')
edits("technical-process", name=BRAND, old="cmyk: [100, 65, 0, 5]}", new="cmyk: [100, 65, 0, 5], technical: true}")
edits("spot-name", name=BRAND, old="cmyk: [100, 65, 0, 5]}", new="cmyk: [100, 65, 0, 5], spot: Black}")
edits("spot-suffix", name=BRAND, old="cmyk: [100, 65, 0, 5]}", new="cmyk: [100, 65, 0, 5], spot: PANTONE 286 CVC}")
edits("spot-without-stand-in", name=BRAND, old="cmyk: [100, 65, 0, 5]}",
      new="cmyk: [0, 0, 0, 0], spot: PANTONE 286 C}")
edits("unknown-rule", name=ONLINE, old="spots: none", new="severities: {imprint-blnk: error}\nspots: none")
edits("fixed-rule", name=ONLINE, old="spots: none",
      new="waivers: [{code: unknown-key, reason: we like it like that}]\nspots: none")
edits("profile-missing", name=ONLINE, old="profile: ISOcoated_v2_300_eci.icc", new="profile: nowhere.icc")
edits("qr-link", name=PETITION, old="link: petition\n", new="")
edits("link-address", name=CAMPAIGN, old="https://chng.it/2pnk55wX", new="https://user:secret@chng.it/2pnk55wX")
edits("link-shown", name=CAMPAIGN, old="url: https://chng.it/2pnk55wX", new="url: https://chng.it/alize")
edits("link-content", name=CAMPAIGN, old="    url: https://chng.it/2pnk55wX", new='    tel: "0493000000"')
edits("donation", name=CAMPAIGN, old="    url: https://chng.it/2pnk55wX",
      new="    donation: {name: Syndicat Alizé, iban: FR76 3000 6000 0112 3456 7890 188}")
edits("qr-dense", name=CAMPAIGN, old="https://chng.it/2pnk55wX", new="https://chng.it/" + "a" * 60)
edits("qr-outgrows", name=CAMPAIGN, old="https://chng.it/2pnk55wX", new="https://chng.it/" + "a" * 150)
edits("qr-small", name=FOOT, old="name: code, at: {portrait: {left: 74%, right: 5.5%, top: 81.1%",
      new="name: code, at: {portrait: {left: 74%, right: 5.5%, top: 94%")
edits("not-set", of="access", name="materials/releases/access.yaml", old="ordre. Il ne travaille pas seul",
      new="ordre. <u>Il</u> ne travaille pas seul")
edits("heading-level", of="access", name="materials/releases/access.yaml", old="## Des propositions",
      new="# Des propositions")
edits("unknown-figure", of="access", name="materials/releases/access.yaml", old="{figures.loss}", new="{figures.lost}")
edits("prose-too-long", of="access", name="materials/releases/access.yaml", old="## Des propositions",
      new="a " * 210_000 + "\n\n  ## Des propositions")
RELEASE, HEADING = "materials/releases/access.yaml", "## Des propositions"
edits("table-shape", of="access", name=RELEASE, old=HEADING, new="| A | B |\n  |---|---|\n  | 1 |\n\n  " + HEADING)
edits("column-room", of="access", name=RELEASE, old=HEADING,
      new=f"| A | B |\n  |---|---|\n  | {'x' * 120} | 1 |\n\n  {HEADING}")
edits("table-narrow", of="access", name=RELEASE, old=HEADING,
      new=f"{'| A ' * 5}|\n  {'|---' * 5}|\n  {('| ' + 'un soin de patient ' * 9) * 5}|\n\n  {HEADING}")
edits("unknown-picture", of="access", name=RELEASE, old=HEADING, new="{pictures.porte}\n\n  " + HEADING)
edits("picture-in-text", of="access", name=RELEASE, old=HEADING, new="Voici {pictures.porte}.\n\n  " + HEADING)
edits("picture-unused", of="access", name=RELEASE, old="signed: president",
      new="signed: president\npictures: {porte: {file: door.svg, alt: Une porte ouverte}}")
edits("sample-words", name=PETITION, old='headline: "', new='headline: !sample "')
edits("placeholder-words", name=PETITION, old="Votre kiné", new="À COMPLÉTER : votre kiné")
edits("placeholder-contact", of="access", name=CAMPAIGN, old="00 00 00 00 00", new="00.00.00.00.00")
edits("consent", of="million", name="materials/million.yaml", old="  file: treatment.svg",
      new="  file: treatment.svg\n  people: true")
edits("practice-unnamed", name=CAMPAIGN, old=" : {practice}", new="")


@trips("other-language")
def english_piece_of_a_campaign_whose_call_is_french_only(bench: Bench) -> list[Finding]:
    bench.edit(CAMPAIGN, "call: {fr: Signez la pétition, en: Sign the petition}", "call: Signez la pétition")
    bench.edit(PETITION, "kind: poster", "kind: poster\nlanguage: en")
    return bench.check()


@trips("imprint-blank")
def printer_without_a_name(bench: Bench) -> list[Finding]:
    return bench.check()


@trips("consent-ended")
def picture_whose_consent_has_ended(bench: Bench) -> list[Finding]:
    bench.edit("materials/million.yaml", "  file: treatment.svg", "  file: treatment.svg\n  people: true\n"
               "  consent: {until: 2023-06-30, kept: Classeur du secrétariat}")
    return bench.run("million", "--format", "A4", "--edition", "press", "--today", "2023-07-01")


@trips("link-expired")
def link_that_has_ended(bench: Bench) -> list[Finding]:
    bench.edit(CAMPAIGN, "    shown: chng.it/2pnk55wX", "    shown: chng.it/2pnk55wX\n    until: 2023-06-30")
    return bench.run("petition", "--format", "A4", "--edition", "press", "--today", "2023-07-01")


@trips("embargo")
def release_before_its_day(bench: Bench) -> list[Finding]:
    bench.edit("materials/releases/access.yaml", "signed: president", "signed: president\nembargo: 2023-02-01")
    return bench.run("access", "--today", "2023-01-31")


@trips("panels-apart")
def artwork_over_panels_that_do_not_touch(bench: Bench) -> list[Finding]:
    bench.edit("layouts/leaflet.yaml", "fold: roll ", "fold: z ")
    bench.edit("layouts/leaflet.yaml", "fold: roll, across: [flap, back, cover], at: sheet",
               "across: [flap, back, cover], at: sheet")
    return bench.check("leaflet")


@trips("file-empty")
def empty(bench: Bench) -> list[Finding]:
    bench.write(PETITION, "")
    return bench.check()


@trips("file-encoding")
def latin(bench: Bench) -> list[Finding]:
    bench.write(PETITION, bench.path(PETITION).read_text(encoding="utf-8").encode("latin-1", "replace"))
    return bench.check()


@trips("file-missing")
def without_a_campaign(bench: Bench) -> list[Finding]:
    bench.path(CAMPAIGN).unlink()
    return bench.check()


@trips("spec-too-large")
def heavy(bench: Bench) -> list[Finding]:
    bench.write(PETITION, "# " + "x" * 3_000_000)
    return bench.check()


@trips("yaml-aliases")
def endless(bench: Bench) -> list[Finding]:
    bench.write(PETITION, "words: &a\n  headline: *a\n")
    return bench.check()


@trips("file-name")
def named_like_a_command(bench: Bench) -> list[Finding]:
    bench.path(PETITION).rename(bench.path("materials/check.yaml"))
    return bench.check("check")


@trips("spot-converted")
def spot_for_a_printer_without_spots(bench: Bench) -> list[Finding]:
    bench.edit(BRAND, "cmyk: [100, 65, 0, 5]}", "cmyk: [100, 65, 0, 5], spot: PANTONE 286 C}")
    return bench.check()


@trips("to-agree")
def preset_that_leaves_the_bleed_blank(bench: Bench) -> list[Finding]:
    bench.edit(ONLINE, "bleed: 3mm", "bleed:")
    return bench.check()


@trips("sheet-too-long")
def six_metres_for_a_printer_without_a_scale(bench: Bench) -> list[Finding]:
    bench.edit(PETITION, "formats: [A4", "distance-m: 12\nformats: [6000x3000mm, A4")
    return bench.check()


@trips("hidden-too-much")
def cassette_of_half_the_sheet(bench: Bench) -> list[Finding]:
    bench.edit(PETITION, "formats: [A4, A3, A2, 400x600mm, screen]", "formats: [A4]\nhidden: {bottom: 150mm}")
    return bench.check()


def _with_die(bench: Bench, element: str) -> list[Finding]:
    bench.edit(BRAND, "  paper:  {cmyk", '  die: {cmyk: [0, 100, 0, 0], spot: CutContour, '
               "technical: true}\n  paper:  {cmyk")
    bench.edit(STATEMENT, "\nelements:\n", f"\nelements:\n  - {element}\n")
    return bench.check()


@trips("technical-refused")
def die_for_a_printer_that_knows_none(bench: Bench) -> list[Finding]:
    return _with_die(bench, "{kind: shape, form: ellipse, at: sheet, stroke: die, width: 0.5pt}")


@trips("technical-ink")
def words_in_a_die(bench: Bench) -> list[Finding]:
    return _with_die(bench, '{kind: text, at: c1-12 r1-2, text: "{message}", style: message, ink: die}')


@trips("profile-broken")
def profile_of_nothing(bench: Bench) -> list[Finding]:
    bench.write("assets/icc/ISOcoated_v2_300_eci.icc", b"no profile")
    return bench.check()


def _profile_with(bench: Bench, at: int, content: bytes) -> list[Finding]:
    path = bench.path("assets/icc/ISOcoated_v2_300_eci.icc")
    profile = bytearray(path.read_bytes())
    profile[at:at + len(content)] = content
    bench.write("assets/icc/ISOcoated_v2_300_eci.icc", bytes(profile))
    return bench.check()


@trips("profile-class")
def profile_of_a_scanner(bench: Bench) -> list[Finding]:
    return _profile_with(bench, 12, b"scnr")


@trips("profile-colours")
def profile_of_a_screen(bench: Bench) -> list[Finding]:
    return _profile_with(bench, 16, b"RGB ")


@trips("font-unreadable")
def font_of_nothing(bench: Bench) -> list[Finding]:
    bench.write(ANTON, b"this is no font at all")
    return bench.check()


@trips("font-outlines")
def font_of_pixels(bench: Bench) -> list[Finding]:
    content = bytearray(bench.path(ANTON).read_bytes())
    at = content.index(b"glyf")
    content[at:at + 4] = b"CBDT"
    bench.write(ANTON, bytes(content))
    return bench.check()


@trips("font-licence")
def font_that_forbids_embedding(bench: Bench) -> list[Finding]:
    content = bytearray(bench.path(ANTON).read_bytes())
    (start,) = struct.unpack(">I", content[content.index(b"OS/2") + 8:content.index(b"OS/2") + 12])
    content[start + 8:start + 10] = struct.pack(">H", 0x0002)
    bench.write(ANTON, bytes(content))
    return bench.check()


@trips("font-axis")
def weight_of_a_static_font(bench: Bench) -> list[Finding]:
    bench.edit(BRAND, "regular: Anton-Regular.ttf", "regular: {file: Anton-Regular.ttf, axes: {wght: 700}}")
    return bench.check()


@trips("draft")
def _draft(bench: Bench) -> list[Finding]:
    """A draft is to be packed for a printer."""
    bench.edit(PETITION, "kind: poster", "kind: poster\nstate: draft")
    return bench.run("package", "petition")


@trips("spelling")
def a_word_that_no_dictionary_has(bench: Bench) -> list[Finding]:
    bench.edit(PETITION, "Votre kiné", "Votre kinné")
    path = dictionary.hunspell(bench.folder, {"kinné": "kiné"})
    with mock.patch.object(programs, "hunspell", return_value=path):
        return bench.run("check", "petition", "--spelling")


@trips("spelling-unchecked")
def spelling_without_hunspell(bench: Bench) -> list[Finding]:
    with mock.patch.object(programs, "hunspell", return_value=""):
        return bench.run("check", "petition", "--spelling")
