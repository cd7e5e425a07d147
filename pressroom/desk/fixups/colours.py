"""Colours of paths and text: RGB and Lab to the printing condition, grey to K."""

from __future__ import annotations

from collections.abc import Sequence

from pressroom.desk.content_streams import Source
from pressroom.desk.file_editor import Editor, operand
from pressroom.desk.fixing import fixup
from pressroom.desk.fixups.colour_pictures import grey_pictures, separated_pictures
from pressroom.desk.fixups.gradients import separated_gradients
from pressroom.desk.fixups.recolouring import Recolouring
from pressroom.desk.fixups.separation import Separation
from pressroom.desk.fixups.structure import blended_in_cmyk
from pressroom.findings import N_
from pressroom.pdf.spaces import Space


@fixup("to-cmyk", N_("RGB and Lab become CMYK of the printer's condition; neutral RGB becomes K"))
def to_cmyk(editor: Editor) -> None:
    """Separate every RGB and Lab colour: of paths, text, gradients and pictures."""
    if not editor.request.profile:
        editor.leave(N_("no colour was converted; name the printer with --printer"))
        return
    separation = Separation(editor.request.profile)
    count = _recoloured(editor, Recolouring(editor, separation, "rg", ("rgb", "lab")))
    count += separated_gradients(editor, separation) + separated_pictures(editor, separation)
    count += _groups(editor)
    masks = len(editor.streams.masking) + len(editor.streams.shared_with_masks)
    if masks:
        editor.leave(N_("{count} soft mask{count||s}, whose colours are no inks"), count=masks)
    if count:
        editor.change(N_("{count} colour{count||s} and pictures converted to {condition}"), count=count,
                      condition=editor.request.condition)


@fixup("grey-to-k", N_("grey of paths, text and pictures becomes K; pixels stay as they are"))
def grey_to_k(editor: Editor) -> None:
    """Write every grey as an amount of black ink."""
    measured = 0

    def inks(space: Space, parts: Sequence[float]) -> bytes | None:
        nonlocal measured
        measured += space.family != "DeviceGray"
        return b"0 0 0 " + operand(1 - min(1.0, max(0.0, parts[0]))) if len(parts) == 1 else None
    count = _recoloured(editor, Recolouring(editor, inks, "g", ("grey",))) + grey_pictures(editor)
    if count:
        editor.change(N_("{count} grey{count||s} and pictures on the black plate"), count=count)
    if measured:
        editor.change(N_("{count} of these of a measured grey: its share of black is taken as that of the ink"),
                      count=measured)


def _recoloured(editor: Editor, recolouring: Recolouring) -> int:
    """Convert the colours that streams set; how many. Streams that masks are drawn by stay as they are."""
    masks = editor.streams.masking | editor.streams.shared_with_masks
    kept = _with_callers(editor, {source for source in editor.streams if recolouring.inherits(source)})
    if kept:
        editor.leave(N_("{count} drawing{count||s} in which a colour is set in a space that is chosen outside"),
                     count=len(kept))
    count = sum(recolouring.stream(source) for source in editor.streams if source not in masks and source not in kept)
    if recolouring.unread:
        editor.leave(N_("{count} colour{count||s} of a space that is not converted"), count=recolouring.unread)
    return count


def _with_callers(editor: Editor, sources: set[Source]) -> set[Source]:
    """These streams and all from which they are entered, directly or not."""
    found, waiting = set[Source](), list(sources)
    while waiting:
        source = waiting.pop()
        if source not in found:
            found.add(source)
            waiting += editor.streams.callers.get(source, ())
    return found


def _groups(editor: Editor) -> int:
    """Blend the page and every group in CMYK, but for those of masks; how many stated another space."""
    import pikepdf

    masks = {stream for _, stream in editor.streams.masking | editor.streams.shared_with_masks}
    count = 0
    for holder in editor.file.objects:
        if not isinstance(holder, pikepdf.Dictionary | pikepdf.Stream) or "/Group" not in holder:
            continue
        if holder.objgen not in masks:
            count += blended_in_cmyk(holder)
    return count
