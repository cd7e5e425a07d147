"""The generic letters in out/: made where something about them changed, withdrawn where they are no more."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from pressroom import unchanged
from pressroom.errors import N_, Finding, Place, Refused, by_place, finding, nearest
from pressroom.letters import compose, forms, reading, template
from pressroom.letters.compose import Letter
from pressroom.nouns import Job, Published
from pressroom.pipeline import NO_SUCH_MATERIAL
from pressroom.publish import folder, manifest
from pressroom.publish.manifest import Entry
from pressroom.specs.letter import LetterSpec
from pressroom.specs.reader import FILE_MISSING

FORMAT = "A4"
EDITION = "word"


def sources(job: Job, names: Iterable[str] = ()) -> list[reading.Source]:
    """The letters of the project, or those of these names.

    Raises:
        Refused: a name stands for no letter.
    """
    found = {name: reading.Source(name, spec, job.documents[_file(job, name)])
             for name, spec in job.materials.items() if isinstance(spec, LetterSpec)}
    broken = {item.source.file.stem for item in job.findings if item.source}
    wrong = []
    for name in names:
        if name not in found and name not in broken:
            near = nearest(name, found)
            wrong.append(finding(NO_SUCH_MATERIAL, N_("there is no letter {name}"),
                                 N_("did you mean {near}?") if near else N_("there is: {known}"), name=name, near=near,
                                 known=", ".join(found)))
    if wrong:
        raise Refused(wrong, exit_code=2)
    return [found[name] for name in (names or found) if name in found]


def _file(job: Job, name: str) -> str:
    return next(path for path in job.documents if path.startswith("materials/") and Path(path).stem == name)


def read_template(root: Path) -> bytes:
    """The Word file that letters are written into.

    Raises:
        Refused: it is not there.
    """
    try:
        return (root / template.PATH).read_bytes()
    except OSError as trouble:
        raise Refused([finding(FILE_MISSING, N_("cannot be read: {reason}"), source=Place(Path(template.PATH)),
                               reason=trouble.strerror or str(trouble))]) from None


def letters(job: Job, found: Iterable[reading.Source], known: forms.Forms) -> tuple[list[Letter], list[Finding]]:
    """Each letter, ready to be written; findings of those that cannot be."""
    made: list[Letter] = []
    wrong: list[Finding] = []
    for source in found:
        try:
            made.append(reading.letter(source, job.campaign, known))
        except Refused as refused:
            wrong += refused.findings
    return made, wrong


def make(job: Job, out: Path, names: tuple[str, ...], waiting: Callable[[], None]) -> Published:
    """Make the Word files of the letters (all, or these) that changed; the whole folder is told in its manifest.

    Raises:
        Refused: a name stands for no letter, or the forms or the template cannot be read.
    """
    known, blank = forms.read(job.root), read_template(job.root)
    made, wrong = letters(job, sources(job, names), known)
    wrong = [*job.findings, *wrong]
    with folder.held(out, waiting):
        before = manifest.read(out)
        entries = dict(before.entries)
        files: dict[str, bytes] = {}
        still: list[str] = []
        for letter in made:
            path, inputs = f"letters/{letter.name}.docx", fingerprint(letter, blank)
            if _stands(out, entries.get(path), inputs):
                still.append(path)
                continue
            files[path] = compose.generic(letter, blank)
            entries[path] = _entry(path, files[path], letter, job, inputs)
        gone = [path for path, entry in entries.items() if entry.edition == EDITION and entry.material not in job.names]
        for path in gone:
            del entries[path]
        if files or gone:
            told = manifest.written(manifest.Manifest(entries, before.inputs, before.until))
            folder.write_all(out, {**files, manifest.NAME: told})
            folder.remove(out, gone)
    kept = [f"letters/{name}.docx" for name in (names or sorted(job.names)) if f"letters/{name}.docx" in entries
            and f"letters/{name}.docx" not in (*files, *still)]
    return Published(tuple(files), tuple(still), tuple(kept), tuple(gone), tuple(by_place(wrong)))


def fingerprint(letter: Letter, blank: bytes) -> str:
    """The hash of all that goes into a letter's Word file."""
    return hashlib.sha256(f"{unchanged.of_program()}\n{letter!r}\n".encode() + blank).hexdigest()


def _stands(out: Path, entry: Entry | None, inputs: str) -> bool:
    try:
        return entry is not None and entry.inputs == inputs and (out / entry.path).stat().st_size == entry.bytes
    except OSError:
        return False


def _entry(path: str, content: bytes, letter: Letter, job: Job, inputs: str) -> Entry:
    layout = job.materials[letter.name].layout
    return Entry(path=path, material=letter.name, kind="letter", layout=layout, format=FORMAT, edition=EDITION,
                 printer="", standard="", sha256=hashlib.sha256(content).hexdigest(), bytes=len(content),
                 inputs=inputs, title=letter.title)
