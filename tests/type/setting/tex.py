"""What plain TeX breaks: `python tests/type/setting/tex.py --update` writes its line ends beside this file.

TeX gets our own widths: a word's ink as rules, what lies between as glue and discretionaries, in scaled points
for an em of 10 pt. After a compound's own hyphen comes an empty discretionary, as TeX puts one there itself. TeX
hyphenates of itself only in its second pass, but takes discretionaries at once: so each pass is a paragraph of its
own here, and the first without an overfull line counts. After plain TeX's two tolerances come larger ones, as its
user would give it. Only this tool needs the program `tex`; the tests read what it wrote.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2]))

from pressroom.colour.ink import BLACK  # noqa: E402
from pressroom.type.fonts import face  # noqa: E402
from pressroom.type.setting import Faces, Style, parse  # noqa: E402
from pressroom.type.setting.breaking import (  # noqa: E402
    HYPHEN_JUSTIFIED,
    HYPHEN_RAGGED,
    OWN_HYPHEN,
    PASSES,
    SHRINK,
    SMALL_WORD,
    STRETCH,
)
from pressroom.type.setting.text import endless_line  # noqa: E402
from pressroom.type.setting.words import paragraphs  # noqa: E402

LANGUAGES = ("fr", "en")
WIDTHS = (17.0, 25.0, 38.0)  # em
ALIGNS = ("justify", "left")
OWN = "\0"  # after a piece that ends with its word's own hyphen
_EM = 655_360  # scaled points in 10 pt
_LINE = re.compile(r"\.\\hbox\(.*\n((?:\.\..*\n)*)")


def style(language: str, align: str) -> Style:
    """Inter at 10 points."""
    inter = face(HERE.parents[2] / "assets" / "fonts" / "Inter-Regular.ttf")
    return Style(Faces(inter), 10.0, 10.0, BLACK, leading=1.4, hyphenate=True, align=align,  # type: ignore[arg-type]
                 language=language)


def cases(language: str) -> Iterator[tuple[str, str, str, float]]:
    """The name of a case, its words, how it is aligned, and its width in em."""
    for number, text in enumerate((HERE / f"paragraphs_{language}.txt").read_text("utf-8").splitlines(), 1):
        for align in ALIGNS:
            for width in WIDTHS:
                yield f"{number} {align} {width:g}", text, align, width


def golden(language: str) -> Path:
    """The file of TeX's line ends."""
    return HERE / f"tex_breaks_{language}.json"


def _sp(em: float) -> int:
    return round(em * _EM)


def _tex_source(text: str, language: str, align: str) -> tuple[str, list[str]]:
    """A paragraph as TeX input, and the characters of each of its rules."""
    words, = paragraphs(parse(text), style(language, align), {})
    line = endless_line(words, style(language, align), style(language, align).look(10.0))
    source, pieces = [], []
    at, start = line.begin, 0
    for point in line.breakpoints:
        word = words.words[point.word].text
        end = point.begin if point.prefix else point.end
        source.append(rf"\r{_sp(end) - _sp(at)} ")
        pieces.append(word[start:point.prefix or None])
        at, start = point.begin, point.prefix
        if point.own:
            source.append(r"\e ")
            pieces[-1] += OWN
        elif point.prefix:
            source.append(rf"\d{_sp(point.end) - _sp(end)} ")
        elif point is not line.breakpoints[-1]:
            gives = (f" plus {_sp(line.space * STRETCH)}sp minus {_sp(line.space * SHRINK)}sp"
                     if align == "justify" else "")
            source.append(rf"\penalty{SMALL_WORD * point.small}\hskip{_sp(at) - _sp(end)}sp{gives}" "\n")
            pieces[-1] += " "
    return "".join(source), pieces


def _document(language: str) -> tuple[str, list[list[str]]]:
    commands = [r"\batchmode\pretolerance=-1\hfuzz=0pt\overfullrule=0pt\parindent=0pt\hbadness=10000"
                r"\showboxdepth=3\showboxbreadth=100000"
                r"\def\r#1 {\vrule width#1sp height1pt depth0pt\relax}"
                r"\def\d#1 {\discretionary{\vrule width#1sp height2pt depth0pt}{}{}}"
                rf"\def\e{{\discretionary{{}}{{}}{{}}}}\exhyphenpenalty={OWN_HYPHEN}"]
    every = []
    for _, text, align, width in cases(language):
        source, pieces = _tex_source(text, language, align)
        every.append(pieces)
        edge = (rf"\rightskip=0pt plus {2 * _EM}sp\adjdemerits=0\hyphenpenalty={HYPHEN_RAGGED}" if align == "left"
                else rf"\rightskip=0pt\adjdemerits=10000\hyphenpenalty={HYPHEN_JUSTIFIED}")
        for tolerance, hyphens in PASSES:
            whole = "" if hyphens else r"\def\d#1 {}"
            commands.append(rf"\setbox0=\vbox{{\hsize={_sp(width)}sp{edge}\tolerance={tolerance}{whole}"
                            rf"\noindent {source}\par}}\showbox0")
    return "\n".join([*commands, r"\end"]), every


def _lines(box: str, pieces: list[str]) -> str:
    """Characters in each line, with a hyphen where its last word continues."""
    counts, at = [], 0
    for line in _LINE.findall(box):
        rules = re.findall(r"(?m)^\.\.\\rule\(([12])\.0", line)
        last = at + rules.count("1")
        text = "".join(pieces[at:last]).rstrip()
        counts.append(f"{len(text.replace(OWN, ''))}{'-' * (rules.count('2') or text.endswith(OWN))}")
        at = last
    if at != len(pieces):
        raise ValueError(f"TeX showed {at} of {len(pieces)} rules")
    return " ".join(counts)


def breaks(language: str) -> dict[str, str]:
    """TeX's lines of every case."""
    document, every = _document(language)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "b.tex").write_text(document)
        subprocess.run(["tex", "b.tex"], cwd=folder, check=False, capture_output=True,
                       env={**os.environ, "max_print_line": "1000", "error_line": "254", "half_error_line": "238"})
        log = Path(folder, "b.log").read_text("latin-1")
    boxes = iter(re.split(r"(?m)^> \\box0=\n", log)[1:])
    before = log.partition("> \\box0=")[0]
    lines_by_case = {}
    for (name, *_), pieces in zip(cases(language), every, strict=True):
        tries = []
        for _ in PASSES:
            box = next(boxes)
            tries.append(("Overfull" in before, box))
            before = box
        lines_by_case[name] = _lines(next((box for over, box in tries if not over), tries[-1][1]), pieces)
    return lines_by_case


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit(__doc__)
    for one in LANGUAGES:
        golden(one).write_text(json.dumps(breaks(one), indent=0) + "\n", "utf-8")
