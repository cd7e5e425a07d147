"""The last stage writes out/: all files of a piece together; a piece that fails keeps its last good files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from pressroom.brief import Report
from pressroom.editions import EDITIONS_OF, folder_of
from pressroom.file_index import FileIndex
from pressroom.findings import Finding, by_place, once
from pressroom.publish import finished, folder, manifest, stored_manifest
from pressroom.publish.mockup import mockup_name
from pressroom.publish.previews import names, screen_names
from pressroom.records import dataclass, field, replace
from pressroom.sheet.units import to_mm
from pressroom.specs.running_text import AnyMaterial, consent_end
from pressroom.stages import Job, Piece, Published

_ENDINGS = {"members": "", "lowink": "-lowink", "tiled": "-tiled"}


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    content: bytes
    entry: manifest.Entry


@dataclass
class OutFolderUpdate:
    """One build's changes to out/.

    Attributes:
        out: the folder.
        index: the checksums of its files.
        trusted: the manifest whose files may be left unchanged; empty for a build with --fresh.
        before: the manifest of the last build.
        entries: the manifest's entries after this build, by path.
        new, unchanged, last_good, gone: paths written, left as they are, kept although the piece fails, removed.
        findings: of this build.
    """

    out: Path
    index: FileIndex
    trusted: manifest.Manifest
    before: manifest.Manifest
    entries: dict[str, manifest.Entry] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    last_good: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _waiting: list[_File] = field(default_factory=list)
    _renamed: list[str] = field(default_factory=list)
    _failed: set[str] = field(default_factory=set)
    _by_piece: dict[tuple[str, str], list[str]] = field(default_factory=dict)  # paths in `before`, and later ones

    def __post_init__(self) -> None:
        self.entries = dict(self.before.entries)
        self.findings += self.before.findings
        for path, entry in self.entries.items():
            self._by_piece.setdefault((entry.material, entry.format), []).append(path)

    # -- one piece --------------------------------------------------------------------------------------------------

    def stale_paths(self, piece: Piece, editions: tuple[str, ...], inputs: str, *,
               default: bool) -> dict[str, tuple[str, ...]]:
        """Paths to make again, by edition: their inputs changed, or the file is missing or was changed."""
        by_edition = {edition: self._paths(piece, edition, inputs, default=default) for edition in editions}
        paths = [path for each in by_edition.values() for path in each]
        trusted, before = self.trusted.entries, self.before.entries
        stale = tuple(path for path in paths if not finished.is_current(self.index, trusted.get(path), inputs))
        self.findings += [item for path in paths for item in finished.changes(self.index, before.get(path))]
        self._renamed += [path for path, entry in self._of(piece) if path not in paths and (
            (entry.edition == piece.edition == "press" and entry.printer == piece.printer
             and Path(path).parent == Path(paths[0]).parent)
            or (entry.edition in ("preview", "mockup") and "preview" in editions and not piece.spec.flow))]
        self.unchanged += [path for path in paths if path not in stale]
        return {edition: again for edition, each in by_edition.items()
                if (again := tuple(path for path in each if path in stale))}

    def _of(self, piece: Piece) -> list[tuple[str, manifest.Entry]]:
        """The entries of a piece, by path."""
        return self._entries(piece.material, piece.format.name)

    def _entries(self, material: str, format_name: str) -> list[tuple[str, manifest.Entry]]:
        paths = dict.fromkeys(self._by_piece.get((material, format_name), ()))
        return [(path, self.entries[path]) for path in paths if path in self.entries]

    def leave(self, paths: Iterable[str], inputs: str) -> bool:
        """Leave these files of a piece as they are, if all of them were made of these inputs and not changed since."""
        current = all(finished.is_current(self.index, self.trusted.entries.get(path), inputs) for path in paths)
        self.unchanged += paths if current else ()
        return current

    def made_of(self, material: str, format_name: str, inputs: str) -> tuple[str, ...]:
        """The paths of a piece's files that were made of these inputs."""
        return tuple(path for path, entry in self._entries(material, format_name) if entry.inputs == inputs)

    def _paths(self, piece: Piece, edition: str, inputs: str, *, default: bool) -> list[str]:
        if edition == "press":
            return [f"{_press_folder(piece, default=default)}{_press_file_name(piece)}"]
        if edition == "preview":
            return self._pictures(piece, inputs)
        if edition == "screen":
            return screen_names(piece.name, piece.spec.pages)
        # Running text has one format, so the format is not part of the file's name.
        name = piece.material if piece.spec.flow else piece.name
        return [f"{folder_of(piece.kind)}/{name}{_ENDINGS[edition]}.pdf"]

    def _pictures(self, piece: Piece, inputs: str) -> list[str]:
        """Paths of a piece's pictures. Running text: those of the last build, or one before its first build."""
        if not piece.spec.flow:
            return _picture_names(piece)
        earlier = [path for path, entry in self.trusted.entries.items() if entry.edition == "preview"
                 and (entry.material, entry.format, entry.inputs) == (piece.material, piece.format.name, inputs)]
        return sorted(earlier) or names(piece.name, 1)


    def take(self, piece: Piece, edition: str, content: bytes, inputs: str, report: Report,
             paths: Iterable[str], pages: Sequence[bytes] = (), headlines: tuple[float, ...] = ()) -> None:
        """Collect finished files of a piece; `end` publishes them when all of its editions have passed.

        `pages` are the pictures of the preview edition, or the files of the screen edition; `headlines` where those of
        the sheets begin.
        """
        if edition == "screen":
            contents = dict(zip(screen_names(piece.name, piece.spec.pages), pages, strict=True))
            self._waiting += [_File(path, contents[path], manifest.entry_of(
                path, contents[path], piece, edition, inputs, report)) for path in paths]
            return
        pictures = list(paths) if edition == "preview" else []
        for path in paths:
            if path not in pictures:
                entry = manifest.entry_of(path, content, piece, edition, inputs, report, headlines)
                self._waiting.append(_File(path, content, entry))
        if pictures:
            every = dict(zip(self._page_pictures(piece, len(pages)), pages, strict=True))
            pictures = [path for path in pictures if path in every] or list(every)
            for path in pictures:
                edition = "mockup" if path == mockup_name(piece.name) else "preview"
                entry = manifest.entry_of(path, every[path], piece, edition, inputs, None)
                self._waiting.append(_File(path, every[path], entry))

    def _page_pictures(self, piece: Piece, pages: int) -> list[str]:
        """Paths of a piece's pictures; those of pages that running text no longer has are removed."""
        if not piece.spec.flow:
            return _picture_names(piece)
        pictures = names(piece.name, pages)
        self._renamed += [path for path, entry in self._of(piece)
                          if entry.edition == "preview" and path not in pictures]
        return pictures

    def end(self, material: str, format_name: str, findings: list[Finding]) -> bool:
        """Publish all files of a piece, or none when one of its findings is an error; whether none is.

        Raises:
            Refused: the folder cannot be written; nothing of this piece was replaced.
        """
        waiting, self._waiting = self._waiting, []
        renamed, self._renamed = self._renamed, []
        self.findings += findings
        if any(item.fails for item in findings):
            self._failed.add(f"{material}-{format_name}")
            self.last_good += sorted(path for path, entry in self.before.entries.items()
                                if (entry.material, entry.format) == (material, format_name))
            self.unchanged = [path for path in self.unchanged if path not in self.last_good]
            return False
        if waiting or renamed:
            self._write(material, format_name, waiting, renamed)
        return True

    def _write(self, material: str, format_name: str, waiting: list[_File], renamed: list[str]) -> None:
        self.index.forget(item.path for item in waiting)
        if waiting:
            self.index.begin({item.path: item.entry.sha256 for item in waiting})
        folder.write_all(self.out, {item.path: item.content for item in waiting})
        for item in waiting:
            self.entries[item.path] = self._compared(item.entry)
            self._by_piece.setdefault((material, format_name), []).append(item.path)
            self.new.append(item.path)
        for path in renamed:
            del self.entries[path]
            self.gone.append(path)
        folder.remove(self.out, renamed)

    def _compared(self, entry: manifest.Entry) -> manifest.Entry:
        """The entry of a low-ink file, with the ink cover of the members' edition, which is published before it."""
        full = self.entries.get(entry.path.removesuffix(f"{_ENDINGS['lowink']}.pdf") + ".pdf")
        if entry.edition != "lowink" or full is None or "cover" not in full.ink:
            return entry
        return replace(entry, ink={**entry.ink, "members": full.ink["cover"]})

    # -- the whole --------------------------------------------------------------------------------------------------

    def withdraw(self, job: Job) -> None:
        """Remove files of materials, formats, kinds and printers that no longer exist; failing pieces keep theirs."""
        for path, entry in self.before.entries.items():
            spec = job.materials.get(entry.material)
            belongs = (spec is None and entry.material in job.names) or entry.piece in self._failed or (
                spec is not None and entry.format in spec.formats and _belongs(entry, spec))
            if not belongs or (entry.printer and entry.printer not in job.presets):
                self.gone += [path] if self.entries.pop(path, None) else []
        folder.remove(self.out, self.gone)

    def changed(self) -> list[Finding]:
        """Findings about files that were changed since the last build, and that this one left there."""
        return [item for path, entry in self.entries.items() if path not in self.new
                for item in finished.changes(self.index, entry) if item not in self.findings]

    def close(self, job: Job, inputs: str, report: bytes) -> Published:
        """Write the manifest and the report."""
        findings = by_place([*job.findings, *self.findings])
        passed = not any(item.fails for item in findings)
        current = manifest.Manifest(self.entries, inputs if passed else "", _first_end(job))
        stored_manifest.write(self.index, current, {"report.html": report})
        return Published(tuple(self.new), tuple(self.unchanged), tuple(self.last_good), tuple(self.gone),
                         tuple(findings))

    def everything(self, job: Job) -> list[Finding]:
        """The findings of this build, and those of pieces that it left unchanged."""
        fresh = {(item.piece) for item in self.findings}
        old = [item for item in manifest.findings_in(self.entries.values()) if item.piece not in fresh]
        return by_place(once([*job.findings, *self.findings, *old]))


def _belongs(entry: manifest.Entry, spec: AnyMaterial) -> bool:
    """Whether this material has such a file in this folder; its kind and its state may have changed since."""
    folder_name = PurePosixPath(entry.path).parts[0]
    if entry.edition == "press" and (folder_name == "drafts") != (spec.state == "draft"):
        return False
    return entry.edition in EDITIONS_OF[spec.kind] and (
        entry.edition not in _ENDINGS or folder_name == folder_of(spec.kind))


def _press_folder(piece: Piece, *, default: bool) -> str:
    """Where a press file lies, and how its name begins: drafts lie apart, those for all printers in one folder."""
    if piece.draft:
        return f"drafts/{'' if default else f'{piece.printer}-'}"
    return "press/" if default else f"printers/{piece.printer}/"


def _picture_names(piece: Piece) -> list[str]:
    """Paths of a piece's pictures: one a page, and for a leaflet the mock-up of the folded sheet."""
    pages = names(piece.name, piece.spec.pages)
    return [*pages, mockup_name(piece.name)] if piece.folding else pages


def _press_file_name(piece: Piece) -> str:
    """The press file's name, by the pattern of the printer's preset."""
    across, down = piece.format.trim_mm
    return piece.printer_spec.file_name_for(
        material=piece.material, format=piece.format.name, trim=f"{across:g}x{down:g}",
        pages=piece.spec.pages, printer=piece.printer, kind=piece.kind, date=piece.date,
        version=piece.version, standard=piece.printer_spec.standard.replace("/", "").split(":")[0],
        bleed=f"{to_mm(piece.printer_spec.bleed):g}")


def _first_end(job: Job) -> str:
    """The earliest last day of the campaign's links, and of consents to pictures; empty when none ends."""
    days = (*(link.until for link in job.campaign.links.values()), *map(consent_end, job.materials.values()))
    return min((day for day in days if day), default="")


