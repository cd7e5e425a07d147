"""The sentences of the program, and those of the French catalogue. `--update` adds the new ones."""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from pressroom.cli.arguments import parser
from pressroom.cli.parser import argparse_in, texts
from pressroom.elements.base import kinds, summary_of

PACKAGE = Path(__file__).resolve().parents[1] / "pressroom"
FRENCH = PACKAGE / "messages/fr.po"
KEYWORDS = {"N_", "_", "translate"}

# Code in a sentence, to which the rules of typography do not apply.
_CODE = re.compile(r"`[^`]*`")
# What no French message may hold, by the reason.
REFUSED = {
    "a straight apostrophe": re.compile(r"[^\W\d_]'[^\W\d_]"),
    "a plain space before ; ? or !": re.compile(r"[ \u00a0][;?!](?=\s|$)"),
    "a plain space before a colon": re.compile(r"[ \u202f]:(?=\s|$)"),
    "a plain space inside « »": re.compile("« | »"),
}
# « Presse » is newsrooms: where the English does not speak of them, what is printed is « impression ».
_NEWSROOMS = re.compile("pour la presse|destinée? à la presse")
# The French of terms that must be the glossary's, by the English that asks for it.
GLOSSARY = {
    re.compile(r"\blayouts?\b(?!/)(?! L\b)(?!s? and assets)"): re.compile("gabarit"),
    re.compile(r"\bpress files?\b"): re.compile("fichiers? d’impression"),
    re.compile(r"\boutput intents?\b"): re.compile("intentions? de sortie"),
    re.compile(r"\bprinting conditions?\b"): re.compile("conditions? d’impression"),
    re.compile(r"\bbleeds?\b(?!=)"): re.compile("fonds? perdus?"),
    re.compile(r"\bcrop mark"): re.compile(r"traits?(\{\w+\|{2,3}s\})? de coupe"),
    re.compile(r"\bsafe margins?\b"): re.compile("marges? de sécurité"),
    re.compile(r"\bspot colours?\b"): re.compile("tons? directs?"),
}


def sentences() -> dict[str, list[str]]:
    """Every sentence in the source, those inside f-strings too, with the files that contain it."""
    files: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *_]) if name in KEYWORDS:
                    files.setdefault(text, []).append(path.name)
    for text in (*parser_texts(), *described()):
        files.setdefault(text, []).append("shown")
    return files


def parser_texts() -> list[str]:
    """What `--help` prints of the program's own: summaries, help of arguments, names of their values."""
    with argparse_in(str):
        return [getattr(owner, name) for owner, name in texts(parser()) if getattr(owner, name)]


def described() -> list[str]:
    """What `list` and `new` print of files and docstrings: what layouts, slots, printers and elements are for."""
    files = [path for folder in ("layouts", "assets/printers") for path in (PACKAGE.parent / folder).rglob("*.yaml")]
    shown = [text for path in sorted(files)
             for text in _descriptions(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader))]
    return [*shown, *(summary_of(kind) for kind in kinds().values())]


def _descriptions(tree: object, key: str = "") -> Iterator[str]:
    """The titles and `says:` of a layout, a part or a preset."""
    if isinstance(tree, dict):
        if not key and "title" in tree:
            yield tree["title"]
        for name, value in tree.items():
            yield from [value] if name == "says" else _descriptions(value, name)


def french() -> Catalog:
    """The French catalogue."""
    return read_po(io.BytesIO(FRENCH.read_bytes()), locale="fr")


def faults(english: str, french_text: str) -> Iterator[str]:
    """What is wrong with the French of a sentence: its typography, and words that are not the glossary's."""
    plain = _CODE.sub("", french_text)
    yield from (reason for reason, pattern in REFUSED.items() if pattern.search(plain))
    if _NEWSROOMS.search(plain) and "newsroom" not in english:
        yield "newsrooms for the press: write impression"
    for term, translation in GLOSSARY.items():
        if term.search(_CODE.sub("", english)) and not translation.search(plain.lower()):
            yield f"{translation.pattern} for {term.pattern}"


def header() -> bytes:
    """The header entry of the French catalogue, with the glossary in its comments."""
    head = FRENCH.read_bytes().split(b"\n\n")[0]
    if b'\nmsgid ""\nmsgstr ""\n' not in head:
        raise ValueError(f"{FRENCH} does not begin with its header entry")
    return head


def update() -> None:
    """Add new sentences, without a translation; remove those that are no longer in the source."""
    before, files = french(), sentences()
    after = Catalog(locale="fr", project="Pressroom", fuzzy=False)
    after.revision_date = after.creation_date = before.creation_date
    for text in sorted(files):
        entry = before.get(text)
        after.add(text, entry.string if entry else "", auto_comments=sorted(set(files[text])))
    out = io.BytesIO()
    write_po(out, after, width=0, omit_header=True)
    FRENCH.write_bytes(header() + b"\n\n" + out.getvalue().lstrip())


if __name__ == "__main__":
    if "--update" in sys.argv:
        update()
    catalogue = french()
    missing = [text for text in sentences() if not (catalogue.get(text) and catalogue.get(text).string)]
    print(f"{len(missing)} sentences without French")
