"""The generic letters in out/: made where something about them changed, withdrawn where they are no more."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from pressroom.build import freshness
from pressroom.build.pipeline import NO_SUCH_MATERIAL
from pressroom.findings import DID_YOU_MEAN, N_, Finding, Place, Refused, by_place, finding, nearest
from pressroom.letters import compose, forms, template
from pressroom.load import FORMS
from pressroom.publish import folder, manifest
from pressroom.publish.manifest import Entry
from pressroom.resolve.letter import Letter, letter
from pressroom.specs.letter import LetterSpec
from pressroom.specs.reader import FILE_MISSING
from pressroom.stages import Job, Published

FORMAT = "A4"
EDITION = "word"


def letter_names(job: Job, names: Iterable[str] = ()) -> list[str]:
    """The letters of the project, or those of these names.

    Raises:
        Refused: a name stands for no letter.
    """
    known = [name for name, spec in job.materials.items() if isinstance(spec, LetterSpec)]
    broken = {item.source.file.stem for item in job.findings if item.source}
    wrong = []
    for name in names:
        if name not in known and name not in broken:
            near = nearest(name, known)
            wrong.append(finding(NO_SUCH_MATERIAL, N_("there is no letter {name}"),
                                 DID_YOU_MEAN if near else N_("there is: {known}"), name=name, near=near,
                                 known=", ".join(known)))
    if wrong:
        raise Refused(wrong, exit_code=2)
    return [name for name in known if name in names or not names]


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


def letters(job: Job, names: Iterable[str] = ()) -> tuple[list[Letter], list[Finding]]:
    """Each letter, ready to be written; findings of those that cannot be.

    Raises:
        Refused: a name stands for no letter, or the forms lack words.
    """
    selection = letter_names(job, names)
    if selection and job.forms:
        forms.complete(job.forms, job.documents[FORMS])
    ready: list[Letter] = []
    wrong: list[Finding] = []
    for name in selection:
        try:
            ready.append(letter(job, name))
        except Refused as refused:
            wrong += refused.findings
    return ready, wrong


def make(job: Job, out: Path, names: tuple[str, ...], waiting: Callable[[], None]) -> Published:
    """Make the Word files of the letters (all, or these) that changed; the whole folder is told in its manifest.

    Raises:
        Refused: a name stands for no letter, or the forms or the template cannot be read.
    """
    ready, wrong = letters(job, names)
    blank = read_template(job.root) if ready else b""
    wrong = [*job.findings, *wrong]
    with folder.lock(out, waiting):
        before = manifest.read(out)
        entries = dict(before.entries)
        files: dict[str, bytes] = {}
        unchanged: list[str] = []
        for one in ready:
            path, inputs = f"letters/{one.name}.docx", fingerprint(one, blank)
            if _stands(out, entries.get(path), inputs):
                unchanged.append(path)
                continue
            files[path] = compose.generic(one, blank)
            entries[path] = _entry(path, files[path], one, job, inputs)
        gone = [path for path, entry in entries.items() if entry.edition == EDITION and entry.material not in job.names]
        for path in gone:
            del entries[path]
        if files or gone:
            content = manifest.as_json(manifest.Manifest(entries, before.inputs, before.until))
            folder.write_all(out, {**files, manifest.NAME: content})
            folder.remove(out, gone)
    last_good = [f"letters/{name}.docx" for name in (names or sorted(job.names)) if f"letters/{name}.docx" in entries
            and f"letters/{name}.docx" not in (*files, *unchanged)]
    return Published(tuple(files), tuple(unchanged), tuple(last_good), tuple(gone), tuple(by_place(wrong)))


def fingerprint(one: Letter, blank: bytes) -> str:
    """The hash of all that goes into a letter's Word file."""
    return hashlib.sha256(f"{freshness.of_program()}\n{one!r}\n".encode() + blank).hexdigest()


def _stands(out: Path, entry: Entry | None, inputs: str) -> bool:
    try:
        return entry is not None and entry.inputs == inputs and (out / entry.path).stat().st_size == entry.bytes
    except OSError:
        return False


def _entry(path: str, content: bytes, one: Letter, job: Job, inputs: str) -> Entry:
    layout = job.materials[one.name].layout
    return Entry(path=path, material=one.name, kind="letter", layout=layout, format=FORMAT, edition=EDITION,
                 printer="", standard="", sha256=hashlib.sha256(content).hexdigest(), bytes=len(content),
                 inputs=inputs, title=one.title)
