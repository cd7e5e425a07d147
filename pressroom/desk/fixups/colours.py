"""Colours of paths and text: RGB and Lab to the printing condition, grey to K."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from pressroom.colour.profiles import lab_profile, opened, srgb_profile, transform
from pressroom.desk.file_editor import Editor, Source, operand
from pressroom.desk.fixing import fixup
from pressroom.desk.fixups.colour_pictures import grey_pictures, separated_pictures
from pressroom.desk.fixups.gradients import separated_gradients
from pressroom.desk.fixups.structure import blended_in_cmyk
from pressroom.findings import N_
from pressroom.pdf.content import instructions
from pressroom.pdf.errors import Undecodable
from pressroom.pdf.objects import name
from pressroom.pdf.spaces import Space, space_of
from pressroom.pdf.streams import decoded

Convert = Callable[[Space, list[float]], bytes | None]
_DIRECT = {"g": ("DeviceGray", "k"), "G": ("DeviceGray", "K"), "rg": ("DeviceRGB", "k"), "RG": ("DeviceRGB", "K")}
_SELECT, _SET = {"cs": "k", "CS": "K"}, {"sc": "cs", "scn": "cs", "SC": "CS", "SCN": "CS"}


class Separation:
    """RGB and Lab values as inks of a printing condition: neutral ones on the black plate alone."""

    def __init__(self, profile: bytes) -> None:
        self.profile = profile
        self._cached = lru_cache(maxsize=4096)(self._through)

    def __call__(self, space: Space, parts: list[float]) -> bytes | None:
        """The operands of `k`; None for a space whose values are not known."""
        if space.kind == "lab" and len(parts) == 3:
            light, a, b = parts
            pixel = bytes(min(255, max(0, round(value))) for value in (light * 2.55, a + 128, b + 128))
            return _operands(self._cached(b"", pixel, "LAB"))
        if space.kind != "rgb" or len(parts) != 3 or space.family == "Indexed":
            return None
        red, green, blue = (min(1.0, max(0.0, part)) for part in parts)
        if red == green == blue:
            return b"0 0 0 " + operand(1 - red)
        own = profile_of(space)
        if own is None:
            return None
        return _operands(self._cached(own, bytes(round(part * 255) for part in (red, green, blue)), "RGB"))

    def _through(self, own: bytes, pixel: bytes, mode: str) -> tuple[float, ...]:
        from PIL import Image, ImageCms

        have = lab_profile() if mode == "LAB" else opened(own) if own else srgb_profile()
        conversion = transform(have, mode, opened(self.profile), "CMYK")
        image = ImageCms.applyTransform(Image.frombytes(mode, (1, 1), pixel), conversion)
        assert image is not None
        return tuple(part / 255 for part in image.tobytes())


def _operands(inks: tuple[float, ...]) -> bytes:
    return b" ".join(map(operand, inks))


def profile_of(space: Space) -> bytes | None:
    """The profile of an RGB space; empty for sRGB, which device RGB is taken as; None for one that cannot be read."""
    if space.profile is None:
        return b""
    try:
        return decoded(space.profile)
    except Undecodable:
        return None


@fixup("to-cmyk", N_("RGB and Lab become CMYK of the printer's condition; neutral colours become K"))
def to_cmyk(editor: Editor) -> None:
    """Separate every RGB and Lab colour: of paths, text, gradients and pictures."""
    if not editor.request.profile:
        editor.leave(N_("no colour was converted; name the printer with --printer"))
        return
    separation = Separation(editor.request.profile)
    count = _recoloured(editor, separation, ("DeviceRGB",), lambda space: space.kind in ("rgb", "lab"))
    count += separated_gradients(editor, separation) + separated_pictures(editor, editor.request.profile)
    masks = {source[1] for source, trace in editor.traces() if trace.masking}
    count += sum(blended_in_cmyk(holder) for holder in editor.file.objects
                 if hasattr(holder, "keys") and "/Group" in holder and holder.objgen[0] not in masks)
    if masks:
        editor.leave(N_("{count} soft mask{count||s}, whose colours are no inks"), count=len(masks))
    if count:
        editor.change(N_("{count} colour{count||s} and pictures converted to {condition}"), count=count,
                      condition=editor.request.condition)


@fixup("grey-to-k", N_("grey of paths, text and pictures becomes K; pixels stay as they are"))
def grey_to_k(editor: Editor) -> None:
    """Write every grey as an amount of black ink."""
    def inks(space: Space, parts: list[float]) -> bytes | None:
        return b"0 0 0 " + operand(1 - min(1.0, max(0.0, parts[0]))) if len(parts) == 1 and space.base is None else None
    count = _recoloured(editor, inks, ("DeviceGray",), lambda space: space.kind == "grey") + grey_pictures(editor)
    if count:
        editor.change(N_("{count} grey{count||s} and pictures on the black plate"), count=count)


def _recoloured(editor: Editor, convert: Convert, direct: tuple[str, ...], takes: Callable[[Space], bool]) -> int:
    """Convert the colours that streams set; how many. Streams that masks are drawn by stay as they are."""
    masking = {source for source, trace in editor.traces() if trace.masking}
    return sum(_in_stream(editor, source, convert, direct, takes)
               for source in editor.sources() if source not in masking)


def _in_stream(editor: Editor, source: Source, convert: Convert, direct: tuple[str, ...],
               takes: Callable[[Space], bool]) -> int:
    resources, count = editor.resources(source), 0
    spaces: dict[str, Space | None] = {"cs": None, "CS": None}  # None: set by the caller
    saved: list[dict[str, Space | None]] = []
    for operator, operands, start, end in instructions(editor.content(source)):
        new: bytes | None = None
        if operator == "q":
            saved.append(dict(spaces))
        elif operator == "Q" and saved:
            spaces = saved.pop()
        elif operator in _DIRECT:
            family, ink = _DIRECT[operator]
            spaces["cs" if ink == "k" else "CS"] = None
            inks = convert(space_of(f"/{family}", None), operands) if family in direct else None
            new = None if inks is None else inks + b" " + ink.encode()
        elif operator in _SELECT and operands:
            space = space_of(operands[0], resources)
            spaces[operator] = space
            inks = convert(space, [*space.start]) if takes(space) and space.family != "Indexed" else None
            new = None if inks is None else inks + b" " + _SELECT[operator].encode()
        elif operator in _SET:
            stated = spaces[_SET[operator]]
            if stated is not None and takes(stated) and not (operands and name(operands[-1])):
                inks = convert(stated, [each for each in operands if isinstance(each, float)])
                new = None if inks is None else inks + b" " + _SELECT[_SET[operator]].encode()
        if new is not None:
            editor.put(source, start, end, new)
            count += 1
    return count
