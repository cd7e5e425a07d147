"""What somebody has typed and not saved yet: changes of single values of one file, which can be undone and redone.

A file that others change meanwhile keeps their changes: each change names the value that it replaces, and is made
again on the new text where that value still stands. Where it does not, both are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pressroom.records import dataclass, field
from pressroom.specs.document import Location, Tree
from pressroom.specs.yaml_spliced import Unspliced, spliced, value_of, without

MOST_STEPS = 400
"""Steps back that are kept."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value changed.

    Attributes:
        location: in the file.
        before, after: the value; None where there is none.
    """

    location: Location
    before: Tree
    after: Tree


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that was changed here and elsewhere.

    Attributes:
        location: in the file.
        ours, theirs: the value here, and the one that the file has now.
    """

    location: Location
    ours: Tree
    theirs: Tree


@dataclass
class Draft:
    """A file as it is being changed.

    Attributes:
        base: its text when the first change was made, or when it was read again.
        done, undone: changes in their order, and those that can be made again, the next one last.
        revision: counts what happened to the draft, so that windows know whether they show it as it is.
    """

    base: str
    done: list[Change] = field(default_factory=list)
    undone: list[Change] = field(default_factory=list)
    revision: int = 0

    @property
    def is_changed(self) -> bool:
        """Whether it differs from its file."""
        return any(before != after for before, after in self.net().values())

    def text(self) -> str:
        """The file with the changes.

        Raises:
            Unspliced: the file cannot be changed at one of the places.
        """
        text = self.base
        for location, (before, after) in self.net().items():
            if before != after:
                text = put(text, location, after)
        return text

    def net(self) -> dict[Location, tuple[Tree, Tree]]:
        """By location, the file's value and the new one, with all steps between them left out."""
        values: dict[Location, tuple[Tree, Tree]] = {}
        for change in self.done:
            first = values[change.location][0] if change.location in values else change.before
            values[change.location] = first, change.after
        return values

    def change(self, location: Location, value: Tree) -> None:
        """Set a value; letter after letter of the same text is one step.

        Raises:
            Unspliced: the file cannot be changed there; nothing is.
        """
        text = self.text()
        before = value_of(text, location)
        written = put(text, location, value)
        if written == text:
            return
        if before == value:  # the words of an example, which are confirmed: their mark goes
            before = None
        last = self.done[-1] if self.done else None
        if last and last.location == location and not self.undone and _is_typed_on(last, value):
            self.done[-1] = Change(location, last.before, value)
        else:
            self.done.append(Change(location, before, value))
        self.done = _shortened(self.done)
        self.undone.clear()
        self.revision += 1

    def undo(self) -> None:
        """Take the last step back; without effect when there is none."""
        if self.done:
            self.undone.append(self.done.pop())
            self.revision += 1

    def redo(self) -> None:
        """Make the step that was taken back last; without effect when there is none."""
        if self.undone:
            self.done.append(self.undone.pop())
            self.revision += 1

    def rebased(self, text: str, kept: Mapping[Location, str] | None = None) -> list[Conflict]:
        """Take `text` as the file's; the values that were changed on both sides, in which case nothing is taken.

        Args:
            text: that the file has now.
            kept: for a value changed on both sides: `ours` or `theirs`.

        Raises:
            Unspliced: the text is no YAML, or cannot be changed where it was changed here.
        """
        conflicts, steps, ours = [], list[Change](), text
        for location, (before, after) in self.net().items():
            now = value_of(ours, location)
            choice = (kept or {}).get(location)
            if now not in (before, after) and choice is None and before != after:
                conflicts.append(Conflict(location, after, now))
            elif now != after and choice != "theirs" and before != after:
                steps.append(Change(location, now, after))
                ours = put(ours, location, after)  # a later change may be inside of what this one adds
        if not conflicts:
            self.base, self.done, self.undone = text, steps, []
            self.revision += 1
        return conflicts


def put(text: str, location: Location, value: Tree) -> str:
    """`text` with a value at `location`; without one where it is None.

    Raises:
        Unspliced: the file cannot be changed there.
    """
    return without(text, location) if value is None else spliced(text, location, value)


def location_of(parts: Iterable[object]) -> Location:
    """A location from the browser: names and numbers.

    Raises:
        Unspliced: it is neither.
    """
    location = tuple(parts)
    if not location or len(location) > 12 or not all(
            isinstance(part, str) or (isinstance(part, int) and not isinstance(part, bool)) for part in location):
        raise Unspliced
    return location  # type: ignore[return-value]


def _is_typed_on(last: Change, value: Tree) -> bool:
    """Whether a value goes on from the last one by a few letters, so that both are one step to take back."""
    if not isinstance(last.after, str) or not isinstance(value, str) or not isinstance(last.before, str | None):
        return False
    ends_word = value.endswith(" ") or last.after.endswith(" ")
    return abs(len(value) - len(last.after)) <= 2 and not ends_word


def _shortened(steps: list[Change]) -> list[Change]:
    """The steps without those too far back: the oldest of one value are joined, so that its first value stays."""
    while len(steps) > MOST_STEPS:
        first = steps.pop(0)
        at = next((number for number, step in enumerate(steps) if step.location == first.location), None)
        if at is None:
            steps.insert(0, first)
            break
        steps[at] = Change(first.location, first.before, steps[at].after)
    return steps
