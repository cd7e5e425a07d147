"""A studio on a copy of the project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pressroom.cli.studio import HOST
from pressroom.studio.app import application
from pressroom.studio.watching import Watching
from pressroom.studio.workspace import Workspace
from pressroom.web.server import served
from tests.studio.browser import Client


@pytest.fixture
def opened(project: Path) -> Iterator[tuple[str, Workspace]]:
    """A studio that runs: its address with the secret, and what it works on."""
    gate, workspace = application(project, HOST)
    with served(gate, HOST, 0, "studio") as server, Watching(workspace):
        yield gate.address(server.address), workspace
    workspace.close()


@pytest.fixture
def client(opened: tuple[str, Workspace]) -> Client:
    """A browser that has opened the studio."""
    return Client(opened[0]).open()
