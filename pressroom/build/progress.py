"""What a build reports while it runs, and what it asks."""

from __future__ import annotations

from collections.abc import Callable

from pressroom.records import dataclass, field
from pressroom.stages import Published


@dataclass
class Progress:
    """Calls by which a build reports its progress.

    Attributes:
        total: called once with the number of pieces.
        step: called after each piece, with its name.
        waiting: called when another build has the folder.
        is_stale: asked before each piece: whether what the build reads has changed, so that it ends there.
    """

    total: Callable[[int], None] = field(default=lambda _count: None)
    step: Callable[[str], None] = field(default=lambda _name: None)
    waiting: Callable[[], None] = field(default=lambda: None)
    is_stale: Callable[[], bool] = field(default=lambda: False)


class Stale(Exception):  # noqa: N818 - what the user did meanwhile, not an error
    """The build ended between two pieces, because what it reads had changed.

    Attributes:
        published: what was finished until then.
    """

    def __init__(self, published: Published) -> None:
        self.published = published
        super().__init__()
