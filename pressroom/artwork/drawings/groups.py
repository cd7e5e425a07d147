"""Groups that are transparent as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pressroom.artwork.drawings.art import FilledPath
from pressroom.records import replace


def settled(shapes: Sequence[FilledPath]) -> Sequence[FilledPath]:
    """The shapes without the groups that hold one of them alone: such a group's opacity is the shape's."""
    members = Counter(number for shape in shapes for number, _ in shape.groups)
    if not members:
        return shapes
    found: list[FilledPath] = []
    for shape in shapes:
        opacity, groups = shape.opacity, []
        for number, share in shape.groups:
            if members[number] == 1:
                opacity *= share
            else:
                groups.append((number, share))
        found.append(replace(shape, opacity=opacity, groups=tuple(groups)))
    return found
