"""What is asked of every object of a file, answered while the objects are read one after another.

None of them is kept: a file of thousands of pages has more objects than its pages have content.
"""

from __future__ import annotations

from typing import Any

from pressroom.pdf.errors import TooLarge, TooMuch, Undecodable
from pressroom.pdf.objects import Pdf, entry, is_stream, name, raw_entry, resolved
from pressroom.pdf.reachable import reachable_objects
from pressroom.pdf.spaces import space_of
from pressroom.pdf.streams import decoded, decoded_if_large, filters
from pressroom.records import dataclass, field

PROCESS_INKS = frozenset({"Cyan", "Magenta", "Yellow", "Black", "None", "All"})
_ACTIONS = frozenset({"GoTo", "GoToR", "GoToE", "Launch", "Thread", "URI", "Sound", "Movie", "Hide", "Named",
                      "SubmitForm", "ResetForm", "ImportData", "SetOCGState", "Rendition", "Trans", "GoTo3DView"})
_LARGEST_TINT = 2**20


@dataclass(slots=True)
class Survey:
    """The answers.

    Attributes:
        scripts: how many objects are or hold JavaScript.
        actions: kinds of actions, `AA` for those that events trigger.
        attachments: how many files are embedded.
        lzw, crypt: how many streams have that filter.
        elsewhere: how many streams are in other files.
        packed: how many streams are of objects or of cross-references.
        two_stand_ins: spot colours that are defined with different CMYK equivalents.
        alike: names of spot colours with the CMYK equivalent of another, each with the other's name.
        profiles: ICC profiles that were decompressed, by object number.
        spot_trouble: the exception that reading spot colours raised; None without one.
        bomb: whether a stream decompresses beyond its bound.
        excess: why the survey ended early; empty when it did not.
    """

    scripts: int = 0
    actions: set[str] = field(default_factory=set)
    attachments: int = 0
    lzw: int = 0
    crypt: int = 0
    elsewhere: int = 0
    packed: int = 0
    two_stand_ins: dict[str, None] = field(default_factory=dict)
    alike: dict[str, str] = field(default_factory=dict)
    profiles: dict[int, bytes] = field(default_factory=dict)
    spot_trouble: Exception | None = None
    bomb: bool = False
    excess: str = ""
    _stand_ins: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    _names: dict[tuple[str, bytes], str] = field(default_factory=dict)

    def add(self, number: int, holder: Pdf) -> None:
        """Answer for one dictionary or stream."""
        kind = name(entry(holder, "/S"))
        self.scripts += kind == "JavaScript" or raw_entry(holder, "/JS") is not None
        if kind in _ACTIONS and name(entry(holder, "/Type")) in ("", "Action"):
            self.actions.add(kind)
        if raw_entry(holder, "/AA") is not None:
            self.actions.add("AA")
        self.attachments += raw_entry(holder, "/EF") is not None
        try:
            for value in list(dict.values(holder)):
                self._add_spot(value)
        except Exception as trouble:  # broken objects can make the reader raise anything; the check of spots reports it
            self.spot_trouble = self.spot_trouble or trouble
        if is_stream(holder):
            self._add_stream(number, holder)

    def _add_stream(self, number: int, stream: Pdf) -> None:
        coded = filters(stream)
        self.lzw += "LZWDecode" in coded
        self.crypt += "Crypt" in coded
        self.elsewhere += raw_entry(stream, "/F") is not None
        self.packed += name(entry(stream, "/Type")) in ("ObjStm", "XRef")
        if self.bomb:
            return
        try:
            content = decoded_if_large(stream)
        except TooLarge:
            self.bomb = True
            return
        if content is not None and is_profile(content):
            self.profiles[number] = content  # decoding 2 MB again would take a tenth of preflight's time

    def _add_spot(self, value: Any) -> None:
        definition = _stand_in(value)
        if definition is None or definition[0] in PROCESS_INKS:
            return
        if self._stand_ins.setdefault(definition[0], definition[1:]) != definition[1:]:
            self.two_stand_ins[definition[0]] = None
        twin = self._names.setdefault(definition[1:], definition[0])
        if twin != definition[0]:
            self.alike[definition[0]] = twin


def surveyed(document: Any, complaints: list[str], most: int) -> Survey:
    """The survey of a document's objects; unreadable ones are added to `complaints`."""
    survey = Survey()
    try:
        for number, holder in reachable_objects(document.trailer, complaints, most):
            survey.add(number, holder)
            document.let_go()
            if survey.bomb:  # the file is refused, and nothing else is asked
                break
    except TooMuch as bound:
        survey.excess = str(bound)
    return survey


def is_profile(content: bytes) -> bool:
    """Whether the bytes are an ICC profile (ICC.1:2010, 7.2.1)."""
    return content[36:40] == b"acsp"


def _stand_in(value: Any) -> tuple[str, str, bytes] | None:
    """Name, alternate space and tint function of a Separation space; None for anything else."""
    members = resolved(value)
    if not isinstance(members, list) or len(members) < 4 or name(members[0]) != "Separation":
        return None
    function = resolved(members[3])
    parts = b" ".join(f"{key} {resolved(dict.__getitem__(function, key))}".encode("utf-8", "replace")
                      for key in sorted(function) if key not in ("/Length", "/Filter", "/DecodeParms")) if isinstance(
                          function, dict) else b""
    try:
        program = decoded(function, _LARGEST_TINT) if is_stream(function) else b""
    except Undecodable:
        program = b""
    return name(members[1]), space_of(members[2], None).label, parts + b" " + b" ".join(program.split())
