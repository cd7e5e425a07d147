"""What a placed page contains that a press or a reader may refuse, recorded while it is transcribed."""

from __future__ import annotations

from pressroom.artwork.placed_pages import samples
from pressroom.artwork.placed_pages.spaces import BEGIN, Space
from pressroom.findings import N_
from pressroom.pdf.objects import Pdf, entry, is_stream, items, key_of, name, number, raw_pairs, resolved
from pressroom.pdf.streams import filters

Observations = dict[str, list[list[str]]]
"""By kind, each item once, in order of appearance; `findings` has the message of each kind."""

_ENCODINGS = ("WinAnsiEncoding", "MacRomanEncoding", "MacExpertEncoding")
_MOST = 40


class Observer:
    """Records observations while a page is transcribed.

    Attributes:
        observations: the record, by kind.
    """

    def __init__(self) -> None:
        self.observations: Observations = {}
        self._colours: set[tuple[str, str]] = set()
        self._fonts: set[tuple[int, bool]] = set()
        self._alive: list[Pdf] = []

    def _note(self, kind: str, *item: str) -> None:
        items_of_kind = self.observations.setdefault(kind, [])
        if list(item) not in items_of_kind and len(items_of_kind) < _MOST:
            items_of_kind.append(list(item))

    def forbidden(self, what: str) -> None:
        """Record something that no press file may contain."""
        self._note("forbidden", what)

    def defaults(self, resources: Pdf) -> None:
        """Record default colour spaces: they would be lost with the page's resources."""
        for key, _ in raw_pairs(entry(resources, "/ColorSpace")):
            if key in ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK"):
                self._note("default", key[1:])

    def colour(self, space: Space, thing: str) -> None:
        """Record that something is painted in a space."""
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
        """Record text in a font; invisible text counts too, as PDF/X requires its font as well."""
        value = resolved(font)
        key = (id(value), mode == 3)
        if key in self._fonts:
            return
        self._fonts.add(key)
        self._alive.append(value)
        kind, font_name = key_of(entry(value, "/Subtype")), name(entry(value, "/BaseFont")) or "?"
        if kind == "/Type3":
            if entry(value, "/ToUnicode") is None:
                self._note("unmapped", font_name if font_name != "?" else "Type 3")
            return
        inner = (items(entry(value, "/DescendantFonts")) or [None])[0] if kind == "/Type0" else value
        files = [entry(inner, "/FontDescriptor", key) for key in ("/FontFile", "/FontFile2", "/FontFile3")]
        if not any(is_stream(file) for file in files):
            self._note("font", font_name)
        if not _mapped(value, kind):
            self._note("unmapped", font_name)

    def form(self, value: Pdf, *, masking: bool) -> None:
        """Record a form that is painted or that draws a mask."""
        for key, what in (("/OPI", N_("a picture that is fetched from elsewhere (OPI)")),
                          ("/PS", N_("a PostScript program")),
                          ("/Ref", N_("a page of another file"))):
            if entry(value, key) is not None:
                self.forbidden(what)
        if name(entry(value, "/Subtype2")) == "PS":
            self.forbidden(N_("a PostScript program"))
        self.coded(value)
        self.group(entry(value, "/Group"), masking=masking)

    def group(self, group: Pdf, *, masking: bool = False) -> None:
        """Record a transparency group, of a form or of the page."""
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
        """Record how a stream is coded."""
        names = filters(value)
        if "LZWDecode" in names:
            self.forbidden(N_("LZW coding"))
        if "Crypt" in names:
            self.forbidden(N_("an encrypted part"))
        if entry(value, "/F") is not None and is_stream(value):
            self.forbidden(N_("a part that is in another file"))

    def image(self, value: Pdf, space: Space, *, stencil: bool) -> None:
        """Record a picture."""
        self.coded(value)
        for key, what in (("/OPI", N_("a picture that is fetched from elsewhere (OPI)")),
                          ("/Alternates", N_("a picture with alternatives"))):
            if entry(value, key) is not None:
                self.forbidden(what)
        if int(number(entry(value, "/BitsPerComponent"), 8.0)) > 8:
            self.forbidden(N_("a picture of 16 bits"))
        mask = entry(value, "/SMask")
        if is_stream(mask):
            self.coded(mask)
            self._note("transparent", N_("a picture with transparency"))
            if name(entry(mask, "/ColorSpace")) != "DeviceGray":
                self.forbidden(N_("a picture whose mask is not in DeviceGray"))
        if stencil:
            return
        self.colour(space, N_("a picture"))
        ink = space.base if space.kind == "indexed" and space.base else space
        why = samples.unscreenable(value, space) if ink.kind in ("grey", "cmyk", "plates") else ""
        if why:
            self._note("unscreenable", why)

    def shading(self, space: Space, unscreenable: str) -> None:
        """Record a shading."""
        self.colour(space, N_("a gradient"))
        if unscreenable:
            self._note("unscreenable", unscreenable)

    def state(self, value: Pdf) -> None:
        """Record a graphics state that is set."""
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
            self._note("transparent", N_("a transparent object"))


def _mapped(font: Pdf, kind: str) -> bool:
    """Whether the text can be extracted (ISO 14289-1, 7.21.7): by ToUnicode, or by a standard encoding."""
    if is_stream(entry(font, "/ToUnicode")):
        return True
    encoding = entry(font, "/Encoding")
    if kind == "/Type0":
        return False
    if name(encoding):
        return name(encoding) in _ENCODINGS
    return isinstance(encoding, dict) and name(entry(encoding, "/BaseEncoding")) in _ENCODINGS
