"""What the site offers: the pictures and files of each material, and whether it has expired.

Everything depends on one day: a material under embargo is left out; an expired one is listed without its files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from types import MappingProxyType

from pressroom import library
from pressroom.file_index import FileIndex
from pressroom.files import is_inside
from pressroom.findings import DID_YOU_MEAN, N_, Finding, Refused, Severity, code, finding, nearest
from pressroom.publish.manifest import Entry, Manifest
from pressroom.publish.previews import SCREEN_ENDINGS
from pressroom.records import dataclass
from pressroom.resolve.readiness import consent_ended
from pressroom.site.offers import Download, Offer, PagePreview, ScreenPicture, field_of
from pressroom.specs.running_text import AnyMaterial, pictures_of
from pressroom.specs.validate import UNKNOWN_NAME
from pressroom.stages import Job, draft

FILE_ODD = code(
    "site-file",
    N_("The site offers the files of the last build, with their checksums; a changed file, or one outside out/, must "
       "not be published."),
    N_("Build the piece again, then the site."))
NOT_OFFERED = code(
    "not-offered", N_("A material without finished files is not on the site."),
    N_("Check the findings of the build for this material."), severity=Severity.WARNING)
HELD_BACK = code("held-back", N_("A material under embargo is not on the site before its day."),
                 N_("Nothing; build the site again on that day, or with --today."), severity=Severity.NOTE)

# The suffix of each edition's file names, in the order in which a member is offered them.
_SUFFIX = MappingProxyType({"word": "", "members": "", "lowink": "-lowink", "tiled": "-tiled", "press": "-press"})
_OFFICE_FORMATS = ("A4", "A3", "A4-landscape", "A3-landscape", "A5", "A6", "DL")
_PAPERS = ("A4", "A3", "A2", "A1", "A0")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The offers of one day, newest first, and findings about materials that are left out."""

    offers: tuple[Offer, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def current(self) -> tuple[Offer, ...]:
        """The offers that have not expired."""
        return tuple(offer for offer in self.offers if not offer.expired)

    @property
    def past(self) -> tuple[Offer, ...]:
        """The offers that have expired."""
        return tuple(offer for offer in self.offers if offer.expired)

    def of_kind(self, kind: str) -> tuple[Offer, ...]:
        """The current offers of one kind."""
        return tuple(offer for offer in self.current if offer.kind == kind)


def newest_day(job: Job) -> str:
    """The newest date of the materials, which is the site's day by default; empty without materials."""
    return max((spec.date for spec in job.materials.values()), default="")


def gather(job: Job, manifest: Manifest, index: FileIndex, today: str) -> Catalogue:
    """The offers on the day `today`, of files in the index's folder.

    Raises:
        Refused: a file differs from the manifest or is outside the folder, or the manifest is damaged.
    """
    entries: dict[str, list[Entry]] = {}
    for entry in manifest.entries.values():
        entries.setdefault(entry.material, []).append(entry)
    offers, findings = [], [*manifest.findings]
    if findings:
        findings.append(finding(FILE_ODD, N_("the list of finished files is not the one that the last build wrote"),
                                N_("build again: render.py")))
    for name, spec in job.materials.items():
        embargo = field_of(spec, "embargo")
        if embargo and today < embargo:
            findings.append(finding(HELD_BACK, N_("{name} is under embargo until {day}"), name=name, day=embargo))
            continue
        if ended := _ended(job, name, spec, today):
            findings += ended
            continue
        if spec.state == "draft":
            findings.append(draft(job, name, N_("{name} is a draft and is not on the site")))
            continue
        offer = _offer(job, name, spec, entries.get(name, []), today)
        if offer.previews and (offer.downloads or offer.expired):
            offers.append(offer)
        else:
            findings.append(finding(NOT_OFFERED, N_("{name} has no finished files and is not on the site"), name=name))
    findings += _mismatches(index, offers)
    if any(item.fails for item in findings):
        raise Refused(findings)
    order = sorted(offers, key=lambda offer: offer.spec.title)
    order.sort(key=lambda offer: (offer.spec.date, offer.spec.version), reverse=True)
    complete, unknown = _with_successors(job, order)
    return Catalogue(tuple(complete), (*findings, *unknown))


def _ended(job: Job, name: str, spec: AnyMaterial, today: str) -> list[Finding]:
    """Findings about pictures of people whose consent has ended: not even a preview may show them."""
    document = job.documents[library.material_file(name, job.documents)]
    return [consent_ended(document, at, picture) for at, picture in pictures_of(spec)
            if picture.consent and today > picture.consent.until]


def _offer(job: Job, name: str, spec: AnyMaterial, entries: Sequence[Entry], today: str) -> Offer:
    until = field_of(spec, "until")
    expired = bool(until and today > until)
    best = _best_format(spec, entries)
    previews = sorted((entry for entry in entries if entry.edition in ("preview", "mockup") and entry.format == best),
                   key=lambda entry: (entry.edition != "mockup", entry.path))
    members = next((entry for entry in entries if entry.edition == "members" and entry.pages), None)
    downloads = [] if expired else sorted(_downloads(name, spec.kind, entries), key=_eagerness)
    return Offer(name, spec.kind, spec, spec.language or job.campaign.language,
                 tuple(PagePreview(entry.path, entry.sha256) for entry in previews), tuple(downloads),
                 tuple(str(page.get("text", "")) for page in members.pages) if members else (), expired,
                 screens=() if expired else _screens(entries))


def _screens(entries: Iterable[Entry]) -> tuple[ScreenPicture, ...]:
    """The pictures for screens of which all files are there, in the order of their formats' names."""
    by_format: dict[str, dict[str, PagePreview]] = {}
    for entry in entries:
        if entry.edition == "screen":
            files = by_format.setdefault(entry.format, {})
            files[PurePosixPath(entry.path).suffix] = PagePreview(entry.path, entry.sha256)
    return tuple(ScreenPicture(name, files[".png"], files[".webp"], files[".txt"])
                 for name, files in sorted(by_format.items()) if len(files) == len(SCREEN_ENDINGS))


def _best_format(spec: AnyMaterial, entries: Iterable[Entry]) -> str:
    """The format whose previews are shown: A3, whose text is largest in pixels, else the first one with previews."""
    there = {entry.format for entry in entries if entry.edition == "preview"}
    return next((name for name in ("A3", *spec.formats) if name in there), next(iter(sorted(there)), ""))


def _downloads(name: str, kind: str, entries: Iterable[Entry]) -> Iterable[Download]:
    for entry in entries:
        if entry.edition in ("preview", "mockup", "share", "screen") or entry.path.startswith("printers/"):
            continue
        ending = PurePosixPath(entry.path).suffix.lower()
        stem = "-".join(part for part in (name, entry.format if kind in ("poster", "triptych", "leaflet") else "")
                          if part)
        path = f"files/{stem}{_SUFFIX.get(entry.edition, f'-{entry.edition}')}{ending}"
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
    """Sort key of downloads: press files last; then by paper, the smallest first; then by edition."""
    paper = _PAPERS.index(download.format) if download.format in _PAPERS else len(_PAPERS)
    editions = tuple(_SUFFIX)
    return (download.edition == "press", paper,
            editions.index(download.edition) if download.edition in editions else 9, download.path)


def _mismatches(index: FileIndex, offers: Iterable[Offer]) -> list[Finding]:
    """Findings about files that differ from the manifest or are outside the folder; each file is hashed."""
    findings = []
    for offer in offers:
        for path, sha256 in [*((one.source, one.sha256) for one in offer.downloads),
                             *((one.source, one.sha256) for one in offer.shown)]:
            if not is_inside(index.folder, path):
                findings.append(finding(FILE_ODD, N_("{path} is outside the folder of finished files"), path=path,
                                     piece=offer.name))
            elif index.hashed(path) != sha256:
                findings.append(finding(FILE_ODD, N_("{path} was changed after the build"),
                                        N_("build it again: render.py {name}"), path=path, name=offer.name,
                                        piece=offer.name))
    index.save()
    return findings


def _with_successors(job: Job, offers: Sequence[Offer]) -> tuple[list[Offer], list[Finding]]:
    """The offers, each with its current successor, and findings about successors that do not exist."""
    from pressroom.records import replace

    by_name: Mapping[str, Offer] = {offer.name: offer for offer in offers}
    complete, findings = [], []
    for offer in offers:
        successor = field_of(offer.spec, "successor")
        if successor and successor not in job.materials and successor not in job.names:
            document = job.documents[library.spec_file("materials", offer.name, job.documents)]
            near = nearest(successor, job.materials)
            findings.append(finding(UNKNOWN_NAME, N_("there is no material {name}"), DID_YOU_MEAN if near else "",
                                    source=document.place(("successor",)), name=successor, near=near,
                                    severity=Severity.WARNING))
        complete.append(replace(offer, successor=_current_successor(offer, by_name)))
    return complete, findings


def _current_successor(offer: Offer, by_name: Mapping[str, Offer]) -> str:
    visited = {offer.name}
    successor = field_of(offer.spec, "successor")
    while successor in by_name and successor not in visited:
        if not by_name[successor].expired:
            return successor
        visited.add(successor)
        successor = field_of(by_name[successor].spec, "successor")
    return ""


