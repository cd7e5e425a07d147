"""One value of a YAML file changed, and nothing else: comments, order, quotes and line endings stay as they are.

The new value takes the place between the marks of the old one, written in its style where that can hold it. What was
written is read again before it is given back, so that a file never says anything but what was asked for.
"""

from __future__ import annotations

import yaml

from pressroom.records import dataclass
from pressroom.specs.document import Location, Tree
from pressroom.specs.yaml_scalars import block_lines, in_style, newline_of, written
from pressroom.specs.yaml_slips import Loader

FIRST_OF_WORDS = ("words", "sheets", "panels", "body")
"""Keys above which others of a material are added, as people write them."""


class Unspliced(Exception):  # noqa: N818 - no mistake of the program
    """The file cannot be changed at this place: an alias, a merged mapping, or no YAML at all."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A value, and the mapping or list that holds it."""

    node: yaml.Node
    parent: yaml.Node | None
    key: yaml.Node | None


def spliced(text: str, location: Location, value: Tree) -> str:
    """`text` with another value at `location`; a key that is not there is added, with its parents.

    Raises:
        Unspliced: see there.
    """
    expected = with_value(value_of(text), location, value)
    for candidate in _candidates(text, location, value):
        if _reads(candidate, expected):
            return candidate
    raise Unspliced


def without(text: str, location: Location) -> str:
    """`text` without the key at `location`, its value, and the comment on its line.

    Raises:
        Unspliced: see there.
    """
    root = _composed(text)
    found = _find(root, location)
    if found is None:
        return text
    expected = with_value(_tree(root), location, None, remove=True)
    parent = found.parent
    if not isinstance(parent, yaml.MappingNode) or found.key is None:
        raise Unspliced
    if len(parent.value) == 1:
        return spliced(text, location[:-1], {})
    candidate = (_cut_from_flow(text, parent, found) if parent.flow_style
                 else text[:_line_start(text, found.key.start_mark.index)] + text[_after(text, found.node):])
    if not _reads(candidate, expected):
        raise Unspliced
    return candidate


def value_of(text: str, location: Location = ()) -> Tree:
    """The value at `location`, scalars as text; None where there is none.

    Raises:
        Unspliced: the text is no YAML.
    """
    found = _find(_composed(text), location)
    return _tree(found.node) if found else None


def _candidates(text: str, location: Location, value: Tree) -> list[str]:
    """Ways to write it, the most like the old one first."""
    root = _composed(text)
    found = _find(root, location)
    newline = newline_of(text)
    if found is None:
        return _added(text, root, location, value, newline)
    node, flow = found.node, _in_flow(root, location)
    start, end = node.start_mark.index, _end(text, node)
    anchor = _anchor(text[start:end])
    if isinstance(node, yaml.ScalarNode) and isinstance(value, str):
        indent = _indent(found.key or node) + 2
        anchor = anchor or " " * (start == end and text[start - 1:start] not in ("", " "))
        return [text[:start] + anchor + each + text[end:]
                for each in in_style(text[start:end][len(anchor):], value, indent=indent, flow=flow, newline=newline)]
    if not value and not flow and found.key:
        return [f"{text[:found.key.end_mark.index]}: {written(value, flow=True)}{text[end:]}"]
    if flow or (isinstance(node, yaml.CollectionNode) and node.flow_style):
        return [text[:start] + anchor + written(value, flow=True) + text[end:]]
    return _in_block(text, found, value, newline)


def _in_block(text: str, found: _Found, value: Tree, newline: str) -> list[str]:
    """A mapping or list below its key, on lines of its own; or a text in place of one."""
    if found.key is None:
        raise Unspliced
    start, end = found.key.end_mark.index, _end(text, found.node)
    lines = block_lines(value, _indent(found.key) + 2)
    body = " " + written(value, flow=False) if isinstance(value, str) else newline + newline.join(lines)
    return [f"{text[:start]}:{body}{text[end:]}"]


def _added(text: str, root: yaml.Node, location: Location, value: Tree, newline: str) -> list[str]:
    """The text with a key that is not there yet."""
    depth = len(location) - 1
    while depth > 0 and not _find(root, location[:depth]):
        depth -= 1
    for key in reversed(location[depth + 1:]):
        value = {str(key): value}
    key, holder = location[depth], _find(root, location[:depth])
    if holder is None or not isinstance(key, str):
        raise Unspliced
    node = holder.node
    if isinstance(node, yaml.ScalarNode) and _tree(node) is None and holder.key is not None:
        return _in_block(text, holder, {key: value}, newline)
    if not isinstance(node, yaml.MappingNode):
        raise Unspliced
    if node.flow_style:
        at = _end(text, node) - 1
        separator = ", " if node.value else ""
        return [f"{text[:at].rstrip()}{separator}{key}: {written(value, flow=True)}{text[at:]}"]
    return [_with_line(text, node, key, value, newline, top=not location[:depth])]


def _with_line(text: str, node: yaml.MappingNode, key: str, value: Tree, newline: str, *, top: bool) -> str:
    """A block mapping with one more key: the last, or in a material the last above its words."""
    pairs = node.value
    before = next((number for number, (each, _) in enumerate(pairs) if top and each.value in FIRST_OF_WORDS), None)
    last = pairs[before - 1 if before else -1][1]
    at = _after(text, last) if before != 0 else _line_start(text, pairs[0][0].start_mark.index)
    lines = block_lines({key: value}, _indent(pairs[0][0]))
    head = text[:at] if not text[:at] or text[:at].endswith(("\n", "\r")) else text[:at] + newline
    return head + newline.join(lines) + newline + text[at:]


def _cut_from_flow(text: str, parent: yaml.MappingNode, found: _Found) -> str:
    number = next(index for index, (key, _) in enumerate(parent.value) if key is found.key)
    if number:
        return text[:_end(text, parent.value[number - 1][1])] + text[_end(text, found.node):]
    following = parent.value[1][0].start_mark.index
    return text[:parent.value[0][0].start_mark.index] + text[following:]


def _composed(text: str) -> yaml.Node:
    try:
        node = yaml.compose(text, Loader=Loader)
    except (yaml.YAMLError, RecursionError):
        raise Unspliced from None
    if node is None:
        raise Unspliced
    return node


def _find(root: yaml.Node, location: Location) -> _Found | None:
    found = _Found(root, None, None)
    for part in location:
        node = found.node
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == part), None)
            if pair is None:
                return None
            if pair[1].start_mark.index < pair[0].start_mark.index:
                raise Unspliced  # an alias: its node is elsewhere
            found = _Found(pair[1], node, pair[0])
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and 0 <= part < len(node.value):
            if node.value[part].start_mark.index < node.start_mark.index:
                raise Unspliced
            found = _Found(node.value[part], node, None)
        else:
            return None
    return found


def _tree(node: yaml.Node) -> Tree:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _tree(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_tree(item) for item in node.value]
    nothing = isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("", "~", "null")
    return None if nothing else str(node.value)


def with_value(tree: Tree, location: Location, value: Tree, *, remove: bool = False) -> Tree:
    """The tree with another value at `location`, or without its key; mappings that are missing are added."""
    if not location:
        return value
    head, rest = location[0], location[1:]
    if isinstance(tree, list) and isinstance(head, int) and head < len(tree):
        return [with_value(item, rest, value, remove=remove) if number == head else item
                for number, item in enumerate(tree)]
    mapping = tree if isinstance(tree, dict) else {}
    if remove and not rest:
        return {key: item for key, item in mapping.items() if key != head}
    return {**mapping, str(head): with_value(mapping.get(str(head)), rest, value, remove=remove)}


def _reads(text: str, expected: Tree) -> bool:
    try:
        return is_alike(_tree(_composed(text)), expected)
    except Unspliced:
        return False


def is_alike(one: Tree, other: Tree) -> bool:
    """Whether two trees are equal but for line ends at the end of texts, which a block's own header decides."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_alike(item, other[key]) for key, item in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_alike, one, other))
    if isinstance(one, str) and isinstance(other, str):
        return one.rstrip("\n") == other.rstrip("\n")
    return one is other or (not one and not other and not isinstance(one, str) and not isinstance(other, str))


def _in_flow(root: yaml.Node, location: Location) -> bool:
    return any(isinstance(found.node, yaml.CollectionNode) and found.node.flow_style
               for length in range(len(location)) if (found := _find(root, location[:length])))


def _end(text: str, node: yaml.Node) -> int:
    """Where a value ends; that of a block, or of a collection of lines, after its last character."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    start, end = node.start_mark.index, node.end_mark.index
    return start + len(text[start:end].rstrip())


def _after(text: str, node: yaml.Node) -> int:
    """The start of the line after a value."""
    end = text.find("\n", _end(text, node))
    return len(text) if end < 0 else end + 1


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _indent(node: yaml.Node) -> int:
    """The column of a key; in a list, that of the key after the hyphen."""
    return int(node.start_mark.column)


def _anchor(source: str) -> str:
    """The name that a value has for others that are the same, with the space after it."""
    return source.split(maxsplit=1)[0] + " " if source.startswith("&") else ""
