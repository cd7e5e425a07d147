"""How long it takes to set an A4 page of text and a headline, warm: `python benchmarks/typesetting.py [TIMES]`.

Warm means that the fonts are open and the words have been measured once. Every turn gets other paragraphs in another
order, so that no setting is made twice.
"""

import sys
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pressroom.colour.ink import BLACK  # noqa: E402
from pressroom.type.fonts import face  # noqa: E402
from pressroom.type.setting import Faces, Setting, Style, parse, set_text  # noqa: E402

FONTS = ROOT / "assets" / "fonts"
PARAGRAPHS = (ROOT / "tests/type/setting/paragraphs_fr.txt").read_text("utf-8").splitlines()
WIDTH, HEIGHT = 481.9, 728.5  # points: A4 with margins of 20 mm
HEADLINES = (
    "Votre kiné sans ordonnance", "24\u00a0% de revenus perdus en quinze ans", "Près d’un million de soins par jour",
    "ÉTAT D’URGENCE\nÇA SUFFIT\u202f!", "«\u00a0Nous sommes leurs mains et vous êtes leurs voix\u00a0»",
    "Les kinésithérapeutes ne sont pas une variable d’ajustement du budget de la santé")


def _page(first: int) -> str:
    """450 to 500 words, beginning with another paragraph each time."""
    chosen, count = [], 0
    for at in range(len(PARAGRAPHS)):
        text = PARAGRAPHS[(first + at * 5) % len(PARAGRAPHS)]
        if count + len(text.split()) <= 500:
            chosen.append(text)
            count += len(text.split())
    return "\n\n".join(chosen)


def _timed(words: str, style: Style, width: float, height: float) -> float:
    spans = parse(words)
    start = perf_counter()
    made = set_text(spans, style, width, height)
    taken = perf_counter() - start
    if not isinstance(made, Setting):
        raise ValueError(f"too many words: {made.too_many}")
    return taken * 1000


def _report(name: str, times: list[float]) -> None:
    print(f"{name:58} best {min(times):6.2f} ms   median {median(times):6.2f} ms")


def main(turns: int = 42) -> None:
    """Print the figures."""
    inter = Faces(*(face(FONTS / f"Inter-{name}.ttf") for name in ("Regular", "Bold", "Italic", "BoldItalic")))
    body = Style(inter, 8.0, 14.0, BLACK, leading=1.4, hyphenate=True)
    counts = [len(_page(turn).split()) for turn in range(len(PARAGRAPHS))]
    print(f"an A4 page of {min(counts)} to {max(counts)} words, hyphenated, 8 to 14 pt:")
    for align in ("justify", "left"):
        for hang in (False, True):
            style = replace(body, align=align, hang=hang)  # type: ignore[arg-type]
            for warm in range(len(PARAGRAPHS)):
                _timed(_page(warm), style, WIDTH, HEIGHT)
            _report(f"  {align}{', hanging' * hang}", [_timed(_page(turn), style, WIDTH - turn / 10, HEIGHT)
                                                        for turn in range(turns)])
    print("a headline, 20 to 300 pt, in 786 x 500 pt:")
    style = Style(Faces(face(FONTS / "Anton-Regular.ttf")), 20.0, 300.0, BLACK, balance=True)
    for words in HEADLINES:
        _timed(words, style, 786, 500)
        times = [_timed(words, style, 786 - turn / 10, 500) for turn in range(turns)]
        _report(f"  {words.splitlines()[0][:52]}", times)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
