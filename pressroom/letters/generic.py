"""The generic letters in out/: written when they changed, removed when their material is gone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from pressroom import files
from pressroom.build.pipeline import NO_SUCH_MATERIAL
from pressroom.cache import Cache
from pressroom.file_index import FileIndex
from pressroom.findings import DID_YOU_MEAN, N_, Finding, Place, Refused, by_place, finding, nearest
from pressroom.letters import compose, forms, template
from pressroom.load import FORMS
from pressroom.program import of_program
from pressroom.publish import finished, folder, manifest, stored_manifest
from pressroom.publish.manifest import Entry
from pressroom.resolve.letter import Letter, letter
from pressroom.specs.document import FILE_MISSING
from pressroom.specs.letter import LetterSpec
from pressroom.stages import Job, Published, draft

FORMAT = "A4"
EDITION = "word"


def letter_names(job: Job, names: Iterable[str] = ()) -> list[str]:
    """The names of the project's letters; only those in `names`, when there are any.

    Raises:
        Refused: a name is not a letter's.
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
    drafts = [name for name in known if job.materials[name].state == "draft"]
    if refused := [name for name in drafts if name in names]:
        raise Refused([draft(job, name, N_("{name} is a draft: no letter is written from it"),
                                     fails=True) for name in refused])
    return [name for name in known if name not in drafts and (name in names or not names)]


def read_template(root: Path) -> bytes:
    """The Word template of all letters.

    Raises:
        Refused: it cannot be read.
    """
    try:
        return files.content(root / template.PATH, template.MOST_BYTES)
    except OSError as trouble:
        raise Refused([finding(FILE_MISSING, N_("cannot be read: {reason}"), source=Place(Path(template.PATH)),
                               reason=trouble.strerror or str(trouble))]) from None


def letters(job: Job, names: Iterable[str] = ()) -> tuple[list[Letter], list[Finding]]:
    """The letters that resolve, and the findings of those that do not.

    Raises:
        Refused: a name is not a letter's, or the forms are incomplete.
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
    """Write the Word files of letters that changed (all, or those in `names`), and their entries in the manifest.

    Raises:
        Refused: a name is not a letter's, or the forms or the template cannot be read.
    """
    ready, wrong = letters(job, names)
    blank = read_template(job.root) if ready else b""
    wrong = [*job.findings, *wrong]
    with folder.lock(out, waiting):
        index = FileIndex(out, Cache(job.root / ".cache"))
        before = stored_manifest.read(out, index.manifest)
        wrong += before.findings
        entries = dict(before.entries)
        files: dict[str, bytes] = {}
        unchanged: list[str] = []
        for one in ready:
            path, inputs = f"letters/{one.name}.docx", fingerprint(one, blank)
            if finished.is_current(index, entries.get(path), inputs):
                unchanged.append(path)
                continue
            wrong += finished.changes(index, entries.get(path))
            files[path] = compose.generic_file(one, blank)
            entries[path] = _entry(path, files[path], one, job, inputs)
        gone = [path for path, entry in entries.items() if entry.edition == EDITION and (
            entry.material not in job.names or _is_draft(job, entry.material))]
        for path in gone:
            del entries[path]
        if files or gone:
            stored_manifest.write(index, manifest.Manifest(entries, before.inputs, before.until), files)
            folder.remove(out, gone)
        index.save(entries)
    last_good = [path for name in (names or sorted(job.names)) if (path := f"letters/{name}.docx") in entries
                 and path not in (*files, *unchanged)]
    return Published(tuple(files), tuple(unchanged), tuple(last_good), tuple(gone), tuple(by_place(wrong)))


def _is_draft(job: Job, name: str) -> bool:
    return name in job.materials and job.materials[name].state == "draft"


def fingerprint(one: Letter, blank: bytes) -> str:
    """The hash of everything a letter's Word file depends on."""
    return hashlib.sha256(f"{of_program()}\n{one!r}\n".encode() + blank).hexdigest()



def _entry(path: str, content: bytes, one: Letter, job: Job, inputs: str) -> Entry:
    layout = job.materials[one.name].layout
    return Entry(path=path, material=one.name, kind="letter", layout=layout, format=FORMAT, edition=EDITION,
                 printer="", standard="", sha256=hashlib.sha256(content).hexdigest(), bytes=len(content),
                 inputs=inputs, title=one.title)
