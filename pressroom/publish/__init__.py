"""The last stage: out/ as one build leaves it. Pieces are published whole; what fails keeps its last good files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from pressroom.brief import Report
from pressroom.editions import EDITIONS_OF, folder_of
from pressroom.findings import Finding, by_place, once
from pressroom.publish import folder, manifest
from pressroom.publish.mockup import mockup, mockup_name
from pressroom.publish.previews import names, previews
from pressroom.sheet.units import to_mm
from pressroom.stages import Job, Piece, Published

_ENDINGS = {"members": "", "lowink": "-lowink", "tiled": "-tiled"}


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    content: bytes
    entry: manifest.Entry


@dataclass
class Round:
    """One build's dealings with out/.

    Attributes:
        out: the folder.
        trusted: what of the last build may be left as it is (nothing, when all is made afresh).
        before: what the last build left.
    """

    out: Path
    trusted: manifest.Manifest
    before: manifest.Manifest
    entries: dict[str, manifest.Entry] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _waiting: list[_File] = field(default_factory=list)
    _renamed: list[str] = field(default_factory=list)
    _failed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.entries = dict(self.before.entries)

    # -- one piece --------------------------------------------------------------------------------------------------

    def wanted(self, piece: Piece, editions: tuple[str, ...], inputs: str, *,
               default: bool) -> dict[str, tuple[str, ...]]:
        """By edition, paths to make again: those whose inputs changed or whose files are not as they were left."""
        named = {edition: self._paths(piece, edition, inputs, default=default) for edition in editions}
        paths = [path for each in named.values() for path in each]
        stale = tuple(path for path in paths if not self._stands(path, inputs))
        self._renamed += [path for path, entry in self._of(piece) if path not in paths and (
            (entry.edition == piece.edition == "press" and Path(path).parent == Path(paths[0]).parent)
            or (entry.edition in ("preview", "mockup") and "preview" in editions and not piece.spec.flow))]
        self.unchanged += [path for path in paths if path not in stale]
        return {edition: again for edition, each in named.items()
                if (again := tuple(path for path in each if path in stale))}

    def _of(self, piece: Piece) -> list[tuple[str, manifest.Entry]]:
        """What there is of a piece, by path."""
        return [(path, entry) for path, entry in self.entries.items()
                if (entry.material, entry.format) == (piece.material, piece.format.name)]

    def _paths(self, piece: Piece, edition: str, inputs: str, *, default: bool) -> list[str]:
        if edition == "press":
            return [f"press/{_called(piece)}" if default else f"printers/{piece.printer}/{_called(piece)}"]
        if edition == "preview":
            return self._pictures(piece, inputs)
        # A text has one size only, and is called by its own name.
        called = piece.material if piece.spec.flow else piece.name
        return [f"{folder_of(piece.kind)}/{called}{_ENDINGS[edition]}.pdf"]

    def _pictures(self, piece: Piece, inputs: str) -> list[str]:
        """The pictures of a piece; how many a text has is known when it was made, and until then it asks for one."""
        if not piece.spec.flow:
            return _shown(piece)
        known = [path for path, entry in self.trusted.entries.items() if entry.edition == "preview"
                 and (entry.material, entry.format, entry.inputs) == (piece.material, piece.format.name, inputs)]
        return sorted(known) or names(piece.name, 1)

    def _stands(self, path: str, inputs: str) -> bool:
        entry = self.trusted.entries.get(path)
        try:
            return entry is not None and entry.inputs == inputs and (self.out / path).stat().st_size == entry.bytes
        except OSError:
            return False

    def take(self, piece: Piece, edition: str, content: bytes, inputs: str, report: Report,
             paths: Iterable[str]) -> None:
        """Hold finished files of a piece until all of its editions have passed."""
        pictures = list(paths) if edition == "preview" else []
        for path in paths:
            if path not in pictures:
                entry = manifest.entry_of(path, content, piece, edition, inputs, report)
                self._waiting.append(_File(path, content, entry))
        if pictures:
            pages = previews(content)
            if piece.folding:
                pages.append(mockup(pages, piece.folding, piece.inks["ground"]))
            every = dict(zip(self._shown(piece, len(pages)), pages, strict=True))
            pictures = [path for path in pictures if path in every] or list(every)
            for path in pictures:
                edition = "mockup" if path == mockup_name(piece.name) else "preview"
                entry = manifest.entry_of(path, every[path], piece, edition, inputs, None)
                self._waiting.append(_File(path, every[path], entry))

    def _shown(self, piece: Piece, pages: int) -> list[str]:
        """The names of a piece's pictures; a text that was longer leaves those of its last pages."""
        if not piece.spec.flow:
            return _shown(piece)
        shown = names(piece.name, pages)
        self._renamed += [path for path, entry in self._of(piece) if entry.edition == "preview" and path not in shown]
        return shown

    def end(self, material: str, format_name: str, findings: list[Finding]) -> None:
        """Publish a piece, or, where anything about it fails, nothing of it.

        Raises:
            Refused: the folder cannot be written; nothing of this piece was replaced.
        """
        waiting, self._waiting = self._waiting, []
        renamed, self._renamed = self._renamed, []
        self.findings += findings
        if any(item.fails for item in findings):
            self._failed.add(f"{material}-{format_name}")
            self.kept += sorted(path for path, entry in self.before.entries.items()
                                if (entry.material, entry.format) == (material, format_name))
            self.unchanged = [path for path in self.unchanged if path not in self.kept]
            return
        folder.write_all(self.out, {item.path: item.content for item in waiting})
        for item in waiting:
            self.entries[item.path] = self._compared(item.entry)
            self.made.append(item.path)
        for path in renamed:
            del self.entries[path]
            self.gone.append(path)
        folder.remove(self.out, renamed)

    def _compared(self, entry: manifest.Entry) -> manifest.Entry:
        """What spares ink, beside how much the members' edition takes; that one stands before it."""
        full = self.entries.get(entry.path.removesuffix(f"{_ENDINGS['lowink']}.pdf") + ".pdf")
        if entry.edition != "lowink" or full is None or not full.ink:
            return entry
        return replace(entry, ink={**entry.ink, "members": full.ink["cover"]})

    # -- the whole --------------------------------------------------------------------------------------------------

    def withdraw(self, job: Job) -> None:
        """Take away files of materials, formats, kinds and printers that are no more; mistakes keep what there is."""
        for path, entry in self.before.entries.items():
            spec = job.materials.get(entry.material)
            listed = (spec is None and entry.material in job.names) or entry.piece in self._failed or (
                spec is not None and entry.format in spec.formats and _belongs(entry, spec.kind))
            if not listed or (entry.printer and entry.printer not in job.presets):
                self.gone += [path] if self.entries.pop(path, None) else []
        folder.remove(self.out, self.gone)

    def close(self, job: Job, inputs: str, report: bytes) -> Published:
        """Write the manifest and the report; say what was done."""
        findings = by_place([*job.findings, *self.findings])
        passed = not any(item.fails for item in findings)
        told = manifest.Manifest(self.entries, inputs if passed else "", _first_end(job))
        folder.write_all(self.out, {"report.html": report, manifest.NAME: manifest.written(told)})
        return Published(tuple(self.made), tuple(self.unchanged), tuple(self.kept), tuple(self.gone), tuple(findings))

    def everything(self, job: Job) -> list[Finding]:
        """All there is to report: this build's findings, and those of files that were left as they are."""
        fresh = {(item.piece) for item in self.findings}
        old = [item for item in manifest.findings_in(self.entries.values()) if item.piece not in fresh]
        return by_place(once([*job.findings, *self.findings, *old]))


def _belongs(entry: manifest.Entry, kind: str) -> bool:
    """Whether a material of this kind has such a file, there; it had another kind when the file was made, perhaps."""
    return entry.edition in EDITIONS_OF[kind] and (
        entry.edition not in _ENDINGS or PurePosixPath(entry.path).parts[0] == folder_of(kind))


def _shown(piece: Piece) -> list[str]:
    """The pictures of a piece: one of each page, and of a leaflet how it looks folded."""
    pages = names(piece.name, piece.spec.pages)
    return [*pages, mockup_name(piece.name)] if piece.folding else pages


def _called(piece: Piece) -> str:
    """The press file's name, as the printer wants it."""
    across, down = piece.format.trim_mm
    return piece.printer_spec.file_name_for(
        material=piece.material, format=piece.format.name, trim=f"{across:g}x{down:g}",
        pages=piece.spec.pages, printer=piece.printer, kind=piece.kind, date=piece.date,
        version=piece.version, standard=piece.printer_spec.standard.replace("/", "").split(":")[0],
        bleed=f"{to_mm(piece.printer_spec.bleed):g}")


def _first_end(job: Job) -> str:
    """The first day on which a link that still leads somewhere ends."""
    return min((link.until for link in job.campaign.links.values() if link.until), default="")


