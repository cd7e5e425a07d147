"""What the site offers: each material's pictures and files as the last build left them, and whether it still holds.

Time is one given day: a piece under embargo is not there at all; one that has expired says so and has no files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from pressroom import files, library
from pressroom.findings import DID_YOU_MEAN, N_, Finding, Refused, Severity, code, finding, nearest
from pressroom.publish.manifest import Entry, Manifest
from pressroom.specs.running_text import AnyMaterial
from pressroom.specs.validate import UNKNOWN_NAME
from pressroom.stages import Job

FILE_ODD = code(
    "site-file",
    N_("The site copies files that the last build left in out/, and states their checksums; another file, or one "
       "outside out/, must not be offered under that name."),
    N_("Build the piece again: render.py build --fresh."))
NOT_OFFERED = code(
    "not-offered", N_("A piece without a finished file cannot be downloaded, so the site leaves it out."),
    N_("See what the build said of it."), severity=Severity.WARNING)
HELD_BACK = code("held-back", N_("A piece under embargo is not on the site before its day."),
                 N_("Nothing; build the site again on that day, or with --today."), severity=Severity.NOTE)

# What each edition is for, and how its files end; first the one that a member wants first.
_SUFFIX = MappingProxyType({"word": "", "members": "", "lowink": "-lowink", "tiled": "-tiled", "press": "-press"})
_OFFICE_FORMATS = ("A4", "A3", "A4-landscape", "A3-landscape", "A5", "A6", "DL")
_PAPERS = ("A4", "A3", "A2", "A1", "A0")


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away.

    Attributes:
        path: inside the site.
        source: inside out/.
        format, edition: of the piece.
        use: the phrase that says what it is for.
        bytes, sha256: of its content.
        cover, full: how much of the paper ink covers, per cent, where it is a file that spares ink; and in the file
            that does not. 0 where it was not measured.
    """

    path: str
    source: str
    format: str
    edition: str
    use: str
    bytes: int
    sha256: str
    cover: float = 0.0
    full: float = 0.0

    @property
    def type(self) -> str:
        """As a reader knows it: `PDF`, `Word`."""
        return {"docx": "Word"}.get(self.path.rsplit(".", 1)[-1], self.path.rsplit(".", 1)[-1].upper())


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that the build made of one page: where it lies in out/, and its checksum."""

    source: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Offer:
    """One material on the site.

    Attributes:
        name, kind, spec: of the material.
        language: of its words.
        shown: its pages, in order; of a leaflet, first how it looks folded.
        downloads: nothing once it has expired.
        text: the words of each page, as read back from the finished file.
        expired: whether its last day has passed.
        successor: the name of what took its place and still holds; empty when nothing did.
    """

    name: str
    kind: str
    spec: AnyMaterial
    language: str
    shown: tuple[Shown, ...]
    downloads: tuple[Download, ...]
    text: tuple[str, ...]
    expired: bool = False
    successor: str = ""

    @property
    def until(self) -> str:
        """Its last day; empty when it has none."""
        return _said(self.spec, "until")

    @property
    def first(self) -> Download:
        """What a click on its picture downloads."""
        return self.downloads[0]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that is offered on one day, newest first, and what there was to say about the rest."""

    offers: tuple[Offer, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def current(self) -> tuple[Offer, ...]:
        """What still holds."""
        return tuple(offer for offer in self.offers if not offer.expired)

    @property
    def past(self) -> tuple[Offer, ...]:
        """What has expired."""
        return tuple(offer for offer in self.offers if offer.expired)

    def of_kind(self, kind: str) -> tuple[Offer, ...]:
        """What still holds, of one kind."""
        return tuple(offer for offer in self.current if offer.kind == kind)


def newest_day(job: Job) -> str:
    """The newest date of the materials: the site's day, where none is given."""
    return max((spec.date for spec in job.materials.values()), default="")


def gather(job: Job, manifest: Manifest, out: Path, today: str) -> Catalogue:
    """What is offered on `today`.

    Raises:
        Refused: a file is not what the manifest says, or lies elsewhere.
    """
    entries: dict[str, list[Entry]] = {}
    for entry in manifest.entries.values():
        entries.setdefault(entry.material, []).append(entry)
    offers, findings = [], []
    for name, spec in job.materials.items():
        embargo = _said(spec, "embargo")
        if embargo and today < embargo:
            findings.append(finding(HELD_BACK, N_("{name} is held back until {day}"), name=name, day=embargo))
            continue
        offer = _offer(job, name, spec, entries.get(name, []), today)
        if offer.shown and (offer.downloads or offer.expired):
            offers.append(offer)
        else:
            findings.append(finding(NOT_OFFERED, N_("{name} has no finished files, and is not on the site"), name=name))
    findings += _odd(out, offers)
    if any(item.fails for item in findings):
        raise Refused(findings)
    order = sorted(offers, key=lambda offer: offer.spec.title)
    order.sort(key=lambda offer: (offer.spec.date, offer.spec.version), reverse=True)
    found, unknown = _succeeded(job, order)
    return Catalogue(tuple(found), (*findings, *unknown))


def _offer(job: Job, name: str, spec: AnyMaterial, entries: Sequence[Entry], today: str) -> Offer:
    until = _said(spec, "until")
    expired = bool(until and today > until)
    best = _best_format(spec, entries)
    shown = sorted((entry for entry in entries if entry.edition in ("preview", "mockup") and entry.format == best),
                   key=lambda entry: (entry.edition != "mockup", entry.path))
    spoken = next((entry for entry in entries if entry.edition == "members" and entry.pages), None)
    downloads = [] if expired else sorted(_downloads(name, spec.kind, entries), key=_eagerness)
    return Offer(name, spec.kind, spec, spec.language or job.campaign.language,
                 tuple(Shown(entry.path, entry.sha256) for entry in shown), tuple(downloads),
                 tuple(str(page.get("text", "")) for page in spoken.pages) if spoken else (), expired)


def _said(spec: AnyMaterial, name: str) -> str:
    """A key that not every kind of material has; empty where it is not said."""
    return str(getattr(spec, name, None) or "")


def _best_format(spec: AnyMaterial, entries: Iterable[Entry]) -> str:
    """The format whose previews are shown: A3 where there is one, since words are largest there for its pixels."""
    there = {entry.format for entry in entries if entry.edition == "preview"}
    return next((name for name in ("A3", *spec.formats) if name in there), next(iter(sorted(there)), ""))


def _downloads(name: str, kind: str, entries: Iterable[Entry]) -> Iterable[Download]:
    for entry in entries:
        if entry.edition in ("preview", "mockup", "share") or entry.path.startswith("printers/"):
            continue
        ending = PurePosixPath(entry.path).suffix.lower()
        called = "-".join(part for part in (name, entry.format if kind in ("poster", "triptych", "leaflet") else "")
                          if part)
        path = f"files/{called}{_SUFFIX.get(entry.edition, f'-{entry.edition}')}{ending}"
        yield Download(path, entry.path, entry.format, entry.edition, _use(kind, entry), entry.bytes, entry.sha256,
                       *_cover(entry))


def _cover(entry: Entry) -> tuple[float, float]:
    spared = entry.ink if entry.edition == "lowink" else {}
    return spared.get("cover", 0.0), spared.get("members", 0.0)


def _use(kind: str, entry: Entry) -> str:
    if entry.edition == "members" and kind in ("letter", "release"):
        return "to-read"
    if entry.edition in ("members", "lowink"):
        place = "to-printer" if entry.format in _OFFICE_FORMATS else "to-copyshop"
        return place if entry.edition == "members" else f"{place}-lowink"
    return {"press": "to-press", "tiled": "to-printer-tiled",
            "word": "to-word"}.get(entry.edition, "to-printer")


def _eagerness(download: Download) -> tuple[int, int, int, str]:
    """The smallest paper first; on it, what a member prints himself before what goes to a print shop."""
    paper = _PAPERS.index(download.format) if download.format in _PAPERS else len(_PAPERS)
    editions = tuple(_SUFFIX)
    return (download.edition == "press", paper,
            editions.index(download.edition) if download.edition in editions else 9, download.path)


def _odd(out: Path, offers: Iterable[Offer]) -> list[Finding]:
    """Files that are not what the manifest says."""
    found = []
    for offer in offers:
        for path, sha256 in [*((one.source, one.sha256) for one in offer.downloads),
                             *((one.source, one.sha256) for one in offer.shown)]:
            file = out / path
            if not _inside(out, path):
                found.append(finding(FILE_ODD, N_("{path} lies outside the folder of finished files"), path=path,
                                     piece=offer.name))
            elif _checksum(file) != sha256:
                found.append(finding(FILE_ODD, N_("{path} is not the file that was built"), path=path,
                                     piece=offer.name))
    return found


def _inside(out: Path, path: str) -> bool:
    parts = PurePosixPath(path).parts
    return (bool(parts) and not path.startswith("/") and "\\" not in path and "\0" not in path and ".." not in parts
            and (out / path).resolve().is_relative_to(out.resolve()))


def _checksum(file: Path) -> str:
    try:
        return files.digest(file)
    except OSError:
        return ""


def _succeeded(job: Job, offers: Sequence[Offer]) -> tuple[list[Offer], list[Finding]]:
    """The offers with what took their place: the first of the line that still holds."""
    from dataclasses import replace

    by_name: Mapping[str, Offer] = {offer.name: offer for offer in offers}
    found, findings = [], []
    for offer in offers:
        named = _said(offer.spec, "successor")
        if named and named not in job.materials and named not in job.names:
            document = job.documents[library.spec_file("materials", offer.name, job.documents)]
            near = nearest(named, job.materials)
            findings.append(finding(UNKNOWN_NAME, N_("there is no material {name}"), DID_YOU_MEAN if near else "",
                                    source=document.place(("successor",)), name=named, near=near,
                                    severity=Severity.WARNING))
        found.append(replace(offer, successor=_heir(offer, by_name)))
    return found, findings


def _heir(offer: Offer, by_name: Mapping[str, Offer]) -> str:
    seen = {offer.name}
    named = _said(offer.spec, "successor")
    while named in by_name and named not in seen:
        if not by_name[named].expired:
            return named
        seen.add(named)
        named = _said(by_name[named].spec, "successor")
    return ""


