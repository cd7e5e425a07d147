"""What was met while a page was written out: all that a press, or a reader, might object to."""

from __future__ import annotations

from pressroom.artwork.placed_pages import samples
from pressroom.artwork.placed_pages.spaces import BEGIN, Space
from pressroom.findings import N_
from pressroom.pdf.objects import Pdf, entry, is_stream, items, key_of, name, number, raw_pairs, resolved
from pressroom.pdf.streams import filters

Met = dict[str, list[list[str]]]
"""By kind, each once in order of first sight; what each kind says is in `findings`."""

_ENCODINGS = ("WinAnsiEncoding", "MacRomanEncoding", "MacExpertEncoding")
_MOST = 40


class Seen:
    """Facts by kind.

    Attributes:
        met: what was seen.
    """

    def __init__(self) -> None:
        self.met: Met = {}
        self._colours: set[tuple[str, str]] = set()
        self._fonts: set[tuple[int, bool]] = set()
        self._alive: list[Pdf] = []

    def _note(self, kind: str, *said: str) -> None:
        found = self.met.setdefault(kind, [])
        if list(said) not in found and len(found) < _MOST:
            found.append(list(said))

    def forbidden(self, what: str) -> None:
        """Something that no press file may hold."""
        self._note("forbidden", what)

    def defaults(self, resources: Pdf) -> None:
        """Spaces that stand in for the device's own would be lost with the page's resources."""
        for key, _ in raw_pairs(entry(resources, "/ColorSpace")):
            if key in ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK"):
                self._note("default", key[1:])

    def colour(self, space: Space, thing: str) -> None:
        """Something is painted in a space."""
        key = (thing, space.label)
        if key in self._colours or space is BEGIN:
            return
        self._colours.add(key)
        if space.kind == "grey" and thing != N_("a picture"):
            self._note("grey")
        elif space.kind in ("rgb", "managed", "unknown"):
            self._note("colour", thing, space.label)
        elif space.kind in ("indexed", "pattern") and space.base:
            self.colour(space.base, thing)
        elif space.kind == "plates":
            self._plates(space, thing)

    def _plates(self, space: Space, thing: str) -> None:
        for colorant in space.colorants:
            if colorant not in ("Cyan", "Magenta", "Yellow", "Black", "None"):
                self._note("plate", colorant, thing)
        if space.base and space.base.kind not in ("cmyk", "grey"):
            self._note("colour", thing, space.base.label)

    def text(self, font: Pdf, mode: int) -> None:
        """Words are shown in a font; those in the invisible mode count too (PDF/X asks for their font as well)."""
        value = resolved(font)
        key = (id(value), mode == 3)
        if key in self._fonts:
            return
        self._fonts.add(key)
        self._alive.append(value)
        kind, called = key_of(entry(value, "/Subtype")), name(entry(value, "/BaseFont")) or "?"
        if kind == "/Type3":
            if entry(value, "/ToUnicode") is None:
                self._note("unmapped", called if called != "?" else "Type 3")
            return
        inner = (items(entry(value, "/DescendantFonts")) or [None])[0] if kind == "/Type0" else value
        files = [entry(inner, "/FontDescriptor", key) for key in ("/FontFile", "/FontFile2", "/FontFile3")]
        if not any(is_stream(file) for file in files):
            self._note("font", called)
        if not _mapped(value, kind):
            self._note("unmapped", called)

    def form(self, value: Pdf, *, masking: bool) -> None:
        """A form stands on the page, or draws a mask."""
        for key, what in (("/OPI", N_("a picture that is fetched elsewhere (OPI)")),
                          ("/PS", N_("a program in PostScript")),
                          ("/Ref", N_("a page of another file"))):
            if entry(value, key) is not None:
                self.forbidden(what)
        if name(entry(value, "/Subtype2")) == "PS":
            self.forbidden(N_("a program in PostScript"))
        self.coded(value)
        self.group(entry(value, "/Group"), masking=masking)

    def group(self, group: Pdf, *, masking: bool = False) -> None:
        """A transparency group, of a form or of the page."""
        if not isinstance(group, dict):
            return
        stated = entry(group, "/CS")
        if not masking:
            self._note("transparent", N_("a group"))
        if stated is None or name(stated) == "DeviceCMYK" or (masking and name(stated) == "DeviceGray"):
            return
        family = name(stated) or name((items(stated) or [""])[0])
        self._note("group", {"ICCBased": N_("a space with a profile of its own")}.get(family, family or "?"))

    def coded(self, value: Pdf) -> None:
        """How a stream is packed."""
        names = filters(value)
        if "LZWDecode" in names:
            self.forbidden(N_("LZW coding"))
        if "Crypt" in names:
            self.forbidden(N_("an encrypted part"))
        if entry(value, "/F") is not None and is_stream(value):
            self.forbidden(N_("a part that lies in another file"))

    def image(self, value: Pdf, space: Space, *, stencil: bool) -> None:
        """A picture stands on the page."""
        self.coded(value)
        for key, what in (("/OPI", N_("a picture that is fetched elsewhere (OPI)")),
                          ("/Alternates", N_("a picture with substitutes"))):
            if entry(value, key) is not None:
                self.forbidden(what)
        if int(number(entry(value, "/BitsPerComponent"), 8.0)) > 8:
            self.forbidden(N_("a picture of 16 bits"))
        mask = entry(value, "/SMask")
        if is_stream(mask):
            self.coded(mask)
            self._note("transparent", N_("a picture that shows its ground through"))
        if stencil:
            return
        self.colour(space, N_("a picture"))
        ink = space.base if space.kind == "indexed" and space.base else space
        why = samples.unscreenable(value, space) if ink.kind in ("grey", "cmyk", "plates") else ""
        if why:
            self._note("unscreenable", why)

    def shading(self, space: Space, unscreenable: str) -> None:
        """A transition of colours."""
        self.colour(space, N_("a gradient"))
        if unscreenable:
            self._note("unscreenable", unscreenable)

    def state(self, value: Pdf) -> None:
        """A graphics state is set."""
        if any(entry(value, key) is not None for key in ("/TR", "/HTP")) or name(entry(value, "/TR2")) not in (
                "", "Default") or (entry(value, "/TR2") is not None and not name(entry(value, "/TR2"))):
            self.forbidden(N_("a transfer curve for one device"))
        screen = entry(value, "/HT")
        if isinstance(screen, dict) and (number(entry(screen, "/HalftoneType")) not in (1.0, 5.0)
                                         or entry(screen, "/HalftoneName") is not None):
            self.forbidden(N_("a screen for one device"))
        modes = entry(value, "/BM")
        blends = {name(each) for each in (items(modes) if isinstance(modes, list) else [modes])} - {""}
        faint = any(number(entry(value, key), 1.0) < 1 for key in ("/ca", "/CA"))
        if (faint or isinstance(entry(value, "/SMask"), dict)
                or blends - {"Normal", "Compatible"}):
            self._note("transparent", N_("something that shows its ground through"))


def _mapped(font: Pdf, kind: str) -> bool:
    """Whether machines can tell the letters (ISO 14289-1, 7.21.7): by a table of the font's, or a usual encoding."""
    if is_stream(entry(font, "/ToUnicode")):
        return True
    encoding = entry(font, "/Encoding")
    if kind == "/Type0":
        return False
    if name(encoding):
        return name(encoding) in _ENCODINGS
    return isinstance(encoding, dict) and name(entry(encoding, "/BaseEncoding")) in _ENCODINGS
