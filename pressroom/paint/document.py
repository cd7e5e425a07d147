"""The PDF file as an object tree, in ReportLab's object model.

ReportLab's `pdfdoc` writes objects, cross references and the trailer; output intent, XMP, page boxes
and blend space, for which it has no classes, are written as plain dictionaries.
"""

from __future__ import annotations

import hashlib
import uuid
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pressroom.paint.reportlab_documents import pdfdoc
from pressroom.records import dataclass
from pressroom.text.markup import escaped

Value = object
X4, X1A, VT1 = "PDF/X-4", "PDF/X-1a:2003", "PDF/VT-1"
# The namespace of this program's document identifiers.
_NAMESPACE = uuid.UUID("5f2a3f0e-54c0-5a8f-9d6c-7b0a6e0d2c41")


@dataclass(frozen=True, slots=True)
class Intent:
    """An output intent.

    Attributes:
        identifier, condition, registry: of the printing condition (ICC registry of characterization data).
        deflated: the profile, compressed.
    """

    identifier: str
    condition: str
    registry: str
    deflated: bytes


@dataclass(frozen=True, slots=True)
class Identity:
    """The metadata of a file.

    Attributes:
        title, language, author: as viewers show them.
        date: a day such as 2023-01-18; the only date in the file.
        version: of the material, counted by its author.
        standard: `PDF/X-4`, `PDF/X-1a:2003` or empty.
        name: of piece, edition and printer; the document's identifier is derived from it.
        creator: the program and its version.
        subject: of the document, as viewers show it; may be empty.
        tagged: whether it declares PDF/UA-1, when it declares no printing standard.
        variable: whether it declares PDF/VT-1: every record has its own part of the document.
    """

    title: str
    language: str
    author: str
    date: str
    version: int
    standard: str
    name: str
    creator: str
    tagged: bool = True
    subject: str = ""
    variable: bool = False


def name(text: str) -> pdfdoc.PDFName:
    """A PDF name."""
    return pdfdoc.PDFName(text)


def text(value: str) -> pdfdoc.PDFString:
    """A PDF text string; UTF-16 where Latin-1 is not sufficient."""
    return pdfdoc.PDFString(value)


def dictionary(entries: Mapping[str, Value]) -> pdfdoc.PDFDictionary:
    """A PDF dictionary."""
    return pdfdoc.PDFDictionary(dict(entries))


def array(items: Sequence[Value]) -> pdfdoc.PDFArray:
    """A PDF array on one line."""
    pdf_array = pdfdoc.PDFArray(list(items))
    pdf_array.multiline = False
    return pdf_array


_KEPT_BYTES = 200_000  # the longest content that is kept deflated


@lru_cache(maxsize=64)
def _kept(content: bytes) -> bytes:
    return zlib.compress(content, 6)


def _deflated(content: bytes) -> bytes:
    """The content, deflated: once where the editions of a piece share it, as they do font programs."""
    return _kept(content) if len(content) <= _KEPT_BYTES else zlib.compress(content, 6)


class Stream(pdfdoc.PDFStream):  # type: ignore[misc]
    """A stream of given bytes; ReportLab's own omits the end of line before `endstream`."""

    def __init__(self, content: bytes, entries: Mapping[str, Value], *, packed: bool = False, plain: bool = False):
        entries = dict(entries)
        if not packed and not plain:
            content = _deflated(content)
        if not plain:
            entries.setdefault("Filter", name("FlateDecode"))
        super().__init__(dictionary(entries), content)

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The object's bytes (ISO 32000-1 7.3.8.1: an end of line should precede `endstream`)."""
        entries = dict(self.dictionary.dict, Length=len(self.content))
        head = pdfdoc.format(dictionary(entries), document)
        content: bytes = head + b"\nstream\n" + self.content + b"\nendstream\n"
        return content


class _Catalog(pdfdoc.PDFCatalog):  # type: ignore[misc]
    __NoDefault__ = ("Pages", "Metadata", "OutputIntents", "ViewerPreferences", "MarkInfo", "StructTreeRoot",
                     "AcroForm", "OCProperties")
    __Refs__ = ("Pages", "Metadata", "StructTreeRoot", "AcroForm")
    PageMode = None


class _Info(pdfdoc.PDFInfo):  # type: ignore[misc]
    def __init__(self, entries: Mapping[str, Value]) -> None:
        super().__init__()
        self.entries = entries

    def digest(self, md5object: object) -> None:
        """Does nothing: the file's ID is computed from its pages and identity alone."""

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        content: bytes = dictionary(self.entries).format(document)
        return content


class File:
    """A PDF being written."""

    def __init__(self, identity: Identity, version: tuple[int, int]) -> None:
        self.identity = identity
        self.document = pdfdoc.PDFDocument(dummyoutline=0, compression=0, invariant=1, pdfVersion=version)
        catalog = _Catalog()
        catalog.Pages = self.document.Pages
        catalog.Lang = text(identity.language)
        catalog.ViewerPreferences = dictionary({"DisplayDocTitle": pdfdoc.PDFtrue})
        self.document.Catalog = self.document._catalog = catalog
        self.catalog = catalog
        self._digest = hashlib.sha256()

    def add(self, item: pdfdoc.PDFObject, key: str | None = None) -> pdfdoc.PDFObjectReference:
        """Add an object to the file; a reference to it."""
        return self.document.Reference(item, key)

    def add_page(self, entries: Mapping[str, Value], content: bytes) -> None:
        """Add a page; `content` is its operators."""
        self.tell_apart(content)
        page = dictionary({"Type": name("Page"), "Parent": self.add(self.document.Pages), **entries,
                           "Contents": self.add(Stream(content, {}))})
        self.document.addPage(page)

    def tell_apart(self, content: bytes) -> None:
        """Let the file's identifier depend on `content`."""
        self._digest.update(content)

    def next_page(self) -> pdfdoc.PDFObjectReference:
        """A reference to the next page to be added."""
        return pdfdoc.PDFObjectReference(self.document.thisPageName())

    def add_intent(self, intent: Intent) -> None:
        """Add the output intent, with the printer's profile embedded unchanged (ISO 15930-7:2010, rule 7)."""
        profile = self.add(Stream(intent.deflated, {"N": 4}, packed=True))
        self.catalog.OutputIntents = array([self.add(dictionary({
            "Type": name("OutputIntent"), "S": name("GTS_PDFX"), "OutputConditionIdentifier": text(intent.identifier),
            "OutputCondition": text(intent.condition), "RegistryName": text(intent.registry),
            "Info": text(intent.condition), "DestOutputProfile": profile}))])

    def bytes(self) -> bytes:
        """The finished file."""
        identity = self.identity
        self._digest.update(repr(identity).encode())
        document_id = uuid.uuid5(_NAMESPACE, identity.name)
        instance_id = uuid.uuid5(document_id, self._digest.hexdigest())
        day = identity.date.replace("-", "")
        stamp = text(f"D:{day}000000Z")
        # X-1a is identified here (ISO 15930-4:2003, rule 1), X-4 in the XMP packet.
        stated = {"GTS_PDFXVersion": text(X1A)} if identity.standard == X1A else {}
        stated |= {"Subject": text(identity.subject)} if identity.subject else {}
        self.document.info = _Info({
            **stated,
            "Title": text(identity.title), "Author": text(identity.author), "Creator": text(identity.creator),
            "Producer": text(identity.creator), "CreationDate": stamp, "ModDate": stamp, "Trapped": name("False")})
        self.catalog.Metadata = Stream(
            _xmp(identity, document_id, instance_id), {"Type": name("Metadata"), "Subtype": name("XML")}, plain=True)
        self.document._ID = f"[<{document_id.hex}> <{instance_id.hex}>]".encode()
        content: bytes = self.document.GetPDFData(None)
        return content


def _xmp(identity: Identity, document_id: uuid.UUID, instance_id: uuid.UUID) -> bytes:
    """The XMP packet, with the keys of ISO 15930-7:2010, rules 2 and 3, and the values of the Info dictionary."""
    title, author, creator = map(escaped, (identity.title, identity.author, identity.creator))
    day = f"{identity.date}T00:00:00Z"
    subject = escaped(identity.subject)
    about = (f'\n   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>'
             if subject else "")
    pdfua = "\n   <pdfuaid:part>1</pdfuaid:part>" if identity.tagged else ""
    # ISO 16612-2:2010: the version, and the date of the last change once more.
    variable = (f"\n   <pdfvtid:GTS_PDFVTVersion>{VT1}</pdfvtid:GTS_PDFVTVersion>"
                f"\n   <pdfvtid:GTS_PDFVTModDate>{day}</pdfvtid:GTS_PDFVTModDate>" if identity.variable else "")
    vt_space = '\n    xmlns:pdfvtid="http://www.npes.org/pdfvt/ns/id/"' if identity.variable else ""
    standard = {X4: f"\n   <pdfxid:GTS_PDFXVersion>{X4}</pdfxid:GTS_PDFXVersion>",
                X1A: f"\n   <pdfx:GTS_PDFXVersion>{X1A}</pdfx:GTS_PDFXVersion>"}.get(identity.standard, pdfua)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"{vt_space}>
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>{about}
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:language><rdf:Bag><rdf:li>{identity.language}</rdf:li></rdf:Bag></dc:language>
   <xmp:CreateDate>{day}</xmp:CreateDate>
   <xmp:ModifyDate>{day}</xmp:ModifyDate>
   <xmp:MetadataDate>{day}</xmp:MetadataDate>
   <xmp:CreatorTool>{creator}</xmp:CreatorTool>
   <pdf:Producer>{creator}</pdf:Producer>
   <pdf:Trapped>False</pdf:Trapped>
   <xmpMM:DocumentID>uuid:{document_id}</xmpMM:DocumentID>
   <xmpMM:InstanceID>uuid:{instance_id}</xmpMM:InstanceID>
   <xmpMM:VersionID>{identity.version}</xmpMM:VersionID>
   <xmpMM:RenditionClass>default</xmpMM:RenditionClass>{standard}{variable}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()
