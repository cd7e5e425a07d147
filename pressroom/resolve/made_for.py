"""Whether a layout is drawn for a format, and whether its zones name what it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pressroom.findings import N_, Finding, code, finding
from pressroom.resolve.context import Context
from pressroom.sheet.formats import HANGING, NAMED, SCREEN, SCREENS, STANDING, Format, parse
from pressroom.specs.layout import LayoutSpec

NOT_MADE_FOR = code(
    "not-made-for",
    N_("A layout is composed for some shapes of sheets: on others it would be stretched, its codes too low and its "
       "words too long."),
    N_("Choose one of the formats that the layout is drawn for, or another layout."))


def made_for_findings(context: Context, sheet: Format) -> Iterator[Finding]:
    """That the layout is not drawn for the sheet; names in its zones that stand for nothing."""
    layout = context.layout
    if not layout.serves(sheet):
        place = next((context.document.place(("formats", number)) for number, name in enumerate(_formats(context))
                      if name == context.choice.format or (name == SCREEN and context.choice.format in SCREENS)),
                     context.document.place(("formats",)))
        yield finding(NOT_MADE_FOR, N_("the layout {name} is not drawn for {format}"),
                      N_("it is drawn for {formats}"), source=place, name=context.spec.layout,
                      format=sheet.name, formats=", ".join(served(layout)) or "-")
    names = {element.name for _, element in layout.every_element() if element.name}
    for name in layout.zones:
        if name not in names:
            context.unknown(N_("there is no element {name}"), name, names, context.layout_document, ("zones", name))
    for number, style in enumerate(layout.gives_way):
        if style not in layout.styles:
            context.unknown(N_("there is no style {name}"), style, layout.styles, context.layout_document,
                            ("gives-way", number))


def served(layout: LayoutSpec) -> list[str]:
    """Formats that a layout is drawn for, among the usual ones and those that it names itself."""
    usual = [*NAMED, *(f"{name}-landscape" for name in NAMED), *STANDING, *HANGING, *SCREENS]
    own = [name for name in layout.made_for if name not in usual and _is_format(name)]
    return [*(name for name in usual if layout.serves(parse(name))), *own]


def _is_format(name: str) -> bool:
    try:
        parse(name)
    except ValueError:
        return False
    return True


def _formats(context: Context) -> Iterable[object]:
    """The material's formats as they stand in its file."""
    named = context.document.tree.get("formats") if isinstance(context.document.tree, dict) else None
    return named if isinstance(named, list) else ()
