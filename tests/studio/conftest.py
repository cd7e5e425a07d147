"""A studio on a copy of the project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pressroom.cli.studio import HOST
from pressroom.studio.app import application
from pressroom.studio.watching import Watching
from pressroom.studio.workspace import Workspace
from pressroom.web.server import served
from tests.studio.browser import Client

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

MILLISECONDS = 20_000  # of waiting, for a machine that is busy with other tests


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from tests.chromium import chromium  # lazy: for tests in a browser alone

    with chromium() as started:
        yield started


@pytest.fixture
def view(browser: Browser, opened: tuple[str, Workspace]) -> Iterator[Callable[..., Page]]:
    """Opens a page; in the end, no request has left the studio and no script has failed."""
    contexts: list[BrowserContext] = []
    requests: list[str] = []
    wrong: list[str] = []
    base = opened[0].partition("?")[0]

    def call(path: str = "", width: int = 1440, again: bool = False, **options: object) -> Page:
        if not again:
            contexts.append(browser.new_context(viewport={"width": width, "height": 900}, locale="fr-FR", **options))
        page = contexts[-1].new_page()
        page.set_default_timeout(MILLISECONDS)
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(opened[0])
        page.goto(base + path)
        return page
    yield call
    for context in contexts:
        context.close()
    assert [url for url in requests if not url.startswith((base, "blob:"))] == []
    assert wrong == []
