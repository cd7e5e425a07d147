"""What somebody has typed and not saved yet: changes of single values of one file, which can be undone and redone.

A file that others change meanwhile keeps their changes: each change names the value that it replaces, and is made
again on the new text where that value still stands. Where it does not, both are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pressroom.records import dataclass, field, replace
from pressroom.specs.document import Location, Tree
from pressroom.specs.yaml_spliced import Unspliced, is_alike, spliced, value_of, with_value, without

Kept = tuple[str, Tree]
"""Of a value that was changed on both sides: `ours` or `theirs`, and what the other side had when that was chosen."""

MOST_STEPS = 400
"""Steps back that are kept."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value changed.

    Attributes:
        location: in the file.
        before, after: the value; None where there is none.
        confirms: whether the value is written though it is the same: the words of an example, which become one's own.
    """

    location: Location
    before: Tree
    after: Tree
    confirms: bool = False

    @property
    def counts(self) -> bool:
        """Whether it makes a difference to the file."""
        return self.before != self.after or self.confirms


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
    _written: tuple[int, str] | None = field(default=None, repr=False)

    @property
    def is_changed(self) -> bool:
        """Whether it differs from its file."""
        return any(change.counts for change in self.net())

    def text(self) -> str:
        """The file with the changes.

        Raises:
            Unspliced: the file cannot be changed at one of the places.
        """
        if self._written is None or self._written[0] != self.revision:
            text = self.base
            for change in self.net():
                if change.counts:
                    text = put(text, change.location, change.after)
            self._written = self.revision, text
        return self._written[1]

    def net(self) -> list[Change]:
        """One change for each place, from the file's value to the new one: none of them is inside of another."""
        found: dict[Location, Change] = {}
        for step in self.done:
            around = next((each for each in found if len(each) < len(step.location)
                           and step.location[:len(each)] == each), None)
            if around is not None:  # a part of what was changed as a whole
                after = changed_tree(found[around].after, step.location[len(around):], step.after)
                found[around] = replace(found[around], after=after)
                continue
            inside = [each for each in found if each != step.location and each[:len(step.location)] == step.location]
            for each in inside:  # replaced together with what is around them
                del found[each]
            known = found.pop(step.location, None)
            before = known.before if known else value_of(self.base, step.location) if inside else step.before
            found[step.location] = Change(step.location, before, step.after,
                                          step.confirms or bool(known and known.confirms))
        return [*found.values()]

    def change(self, location: Location, value: Tree) -> None:
        """Set a value; letter after letter of the same text is one step.

        Raises:
            Unspliced: the file cannot be changed there; nothing is.
        """
        text = self.text()
        before = value_of(text, location)
        if put(text, location, value) == text:
            return
        kept = [*self.done], [*self.undone]
        last = self.done[-1] if self.done else None
        if last and last.location == location and before != value and not self.undone and _is_typed_on(last, value):
            self.done[-1] = replace(last, after=value)
        else:
            self.done.append(Change(location, before, value, confirms=before == value))
        self.done, self.undone = _shortened(self.done), []
        self.revision += 1
        try:
            if not is_alike(value_of(self.text(), location), value):
                raise Unspliced
        except Unspliced:  # what was made of all steps is not what was asked for
            self.done, self.undone = kept
            self.revision += 1
            raise

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

    def rebased(self, text: str, kept: Mapping[Location, Kept] | None = None) -> list[Conflict]:
        """Take `text` as the file's; the values that were changed on both sides, in which case nothing is taken.

        Args:
            text: that the file has now.
            kept: for a value changed on both sides, which of the two was chosen, and the other side's that was shown.

        Raises:
            Unspliced: the text is no YAML, or cannot be changed where it was changed here.
        """
        conflicts, steps, ours = [], list[Change](), text
        for change in self.net():
            now = value_of(ours, change.location)
            which, seen = (kept or {}).get(change.location, ("", None))
            if not change.counts or (which == "theirs" and now == seen):
                continue
            if now not in (change.before, change.after) and (not which or now != seen):
                conflicts.append(Conflict(change.location, change.after, now))
            elif put(ours, change.location, change.after) != ours:
                steps.append(replace(change, before=now))
                ours = put(ours, change.location, change.after)
        if not conflicts:
            self.base, self.done, self.undone = text, steps, []
            self.revision += 1
        return conflicts


def changed_tree(tree: Tree, location: Location, value: Tree) -> Tree:
    """A value with another part; without that part where it is None."""
    return with_value(tree, location, value, remove=value is None)


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
        steps[at] = replace(steps[at], before=first.before, confirms=first.confirms or steps[at].confirms)
    return steps
