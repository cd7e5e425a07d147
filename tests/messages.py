"""The sentences that the program says, and those that the French catalogue knows. `--update` adds the new ones."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1] / "pressroom"
FRENCH = PACKAGE / "messages/fr.po"
KEYWORDS = {"N_": None, "_": None, "translate": None}


def said() -> dict[str, list[str]]:
    """Every sentence in the program's text, with the files that say it."""
    found: dict[str, list[str]] = {}
    for name, _, message, _, _ in extract_from_dir(str(PACKAGE), [("**.py", "python")], keywords=KEYWORDS):
        for text in (message,) if isinstance(message, str) else message:
            if text:
                found.setdefault(text, []).append(Path(name).name)
    return found


def french() -> Catalog:
    """The French catalogue."""
    return read_po(io.BytesIO(FRENCH.read_bytes()), locale="fr")


def update() -> None:
    """Add what is new, without a translation; take out what nobody says any more."""
    known, sentences = french(), said()
    made = Catalog(locale="fr", project="Pressroom", fuzzy=False)
    made.revision_date = made.creation_date = known.creation_date
    for text in sorted(sentences):
        before = known.get(text)
        made.add(text, before.string if before else "", auto_comments=sorted(set(sentences[text])))
    out = io.BytesIO()
    write_po(out, made, width=0, omit_header=True)
    head = FRENCH.read_bytes().split(b"\n\n")[0]
    FRENCH.write_bytes(head + b"\n\n" + out.getvalue().lstrip())


if __name__ == "__main__":
    if "--update" in sys.argv:
        update()
    missing = [text for text in said() if not (french().get(text) and french().get(text).string)]
    print(f"{len(missing)} sentences without French")
