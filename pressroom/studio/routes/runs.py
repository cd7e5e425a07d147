"""Runs: a piece for each row of a table, matched, looked at, made and downloaded."""

from __future__ import annotations

import asyncio
import base64
import unicodedata
from typing import TYPE_CHECKING, Any

from starlette.responses import FileResponse, PlainTextResponse
from starlette.routing import Route

from pressroom.field_types import NAME
from pressroom.findings import Refused
from pressroom.runs.forget import forget as forget_run
from pressroom.runs.parts import Parts
from pressroom.runs.plan import read
from pressroom.runs.rows import rows_of
from pressroom.specs.run import RunSpec
from pressroom.studio import run_files, run_rows, run_state, sending
from pressroom.studio.pages import Senseless, as_data, data, language_of, page, script_words, sent
from pressroom.studio.production import Busy
from pressroom.studio.receiving import receive
from pressroom.studio.wording import piece as piece_words
from pressroom.studio.wording import runs as runs_words
from pressroom.text import translation

if TYPE_CHECKING:

    from starlette.requests import Request
    from starlette.responses import Response

    from pressroom.studio.workspace import Workspace

LONGEST = 4000
MOST_PARAMETERS = 12
_FIELDS = tuple(name for name in piece_words.WORDS if name.startswith("field-"))
_WORDS = (*runs_words.WORDS, *_FIELDS, "why", "close", "cancel")


async def all_runs(request: Request) -> Response:
    """Every run, and a form for a new one."""
    workspace = _workspace(request)
    found = await workspace.run(run_state.listed, workspace)
    return page(request, "runs.html", words=script_words(language_of(request), _WORDS), **found)


async def begin(request: Request) -> Response:
    """A new run."""
    workspace, values = _workspace(request), await sent(request)
    name, title, material = (_text(values, key, run_files.LONGEST_TITLE) for key in ("name", "title", "material"))
    if not title:
        raise Senseless
    await workspace.run(run_files.begin, workspace, name, title, material)
    return data({"name": name})


async def run_page(request: Request) -> Response:
    """The page of a run."""
    workspace, name = _asked(request)
    state = await workspace.run(run_state.state, workspace, name, language_of(request))
    words = script_words(language_of(request), _WORDS)
    translate = translation.translator(language_of(request))
    stages = {each: translate(each) for each in runs_words.STAGES}
    return page(request, "run.html", name=name, state=state, words=words, stages=stages)


async def state(request: Request) -> Response:
    """The same as data."""
    workspace, name = _asked(request)
    return data(await workspace.run(run_state.state, workspace, name, language_of(request)))


async def table(request: Request) -> Response:
    """Take a table in: the body is the file; the run and the file's name are in the address."""
    workspace = _workspace(request)
    name, file = request.query_params.get("run", ""), request.query_params.get("name", "")
    if not file or len(file) > 400:
        raise Senseless
    await workspace.run(run_files.relative_of, workspace, name)
    arriving = run_files.arriving(workspace.root, file)
    try:
        await receive(request, arriving)
        await workspace.run(run_files.take_table, workspace, name, arriving)
    finally:
        arriving.unlink(missing_ok=True)
    return data({})


async def change(request: Request) -> Response:
    """Write one thing of the run: a text, the parameters of the code, the formats, or whether a column may be empty."""
    workspace, name = _asked(request)
    values = await sent(request)
    language = language_of(request)

    def changed() -> dict[str, Any]:
        _change(workspace, name, values)
        return run_state.state(workspace, name, language)
    return data(await workspace.run(changed))


async def rows(request: Request) -> Response:
    """How many rows the table has, and what is wrong with some: rows and columns, no words."""
    workspace, name = _asked(request)
    spec = await workspace.run(_spec, workspace, name)
    path = run_state.table_of(workspace, spec)
    if path is None:
        return data({"rows": 0, "leftOut": 0, "first": 0, "last": 0, "findings": []})
    found = await asyncio.to_thread(run_rows.check, workspace.root, name, path)
    return data({"rows": found.rows, "leftOut": found.left_out, "first": found.first, "last": found.last,
                 "findings": as_data(found.findings, language_of(request))})


async def look(request: Request) -> Response:
    """A row as a picture."""
    workspace, name = _asked(request)
    query, language = request.query_params, language_of(request)

    def drawn() -> dict[str, Any]:
        found = run_rows.look(workspace, name, query, show=query.get("words") == "1")
        return {"picture": base64.b64encode(found.look.picture).decode(), "pages": found.look.pages, "row": found.row,
                "codes": found.codes, "sized": found.sized, "findings": as_data(found.look.findings, language)}
    try:
        return data(await workspace.run(drawn))
    except Refused as refused:
        return data({"picture": "", "row": 0, "codes": [], "findings": as_data(refused.findings, language)})


async def make(request: Request) -> Response:
    """Begin to make the run, or some of its rows; 409 while something is being made."""
    workspace, name = _asked(request)
    values = await sent(request)
    chosen = _rows(_text(values, "rows", LONGEST))
    await workspace.run(_spec, workspace, name)
    task = {"kind": "run", "name": name, "rows": chosen, "skip": values.get("skip") is True,
            "show": values.get("show") is True, "today": sending.today()}
    try:
        end = workspace.production.begin(task)
    except Busy:
        return data({"wrong": "busy"}, 409)
    parts = Parts(workspace.root / run_state.OUT / f".{name}")
    end.add_done_callback(lambda _: parts.remove())  # also where its process was killed: it has people's data
    return data({}, 202)


async def stop(request: Request) -> Response:
    """Ask the run to end; nothing of it is left."""
    request.app.state.workspace.production.stop()
    return data({}, 202)


async def forget(request: Request) -> Response:
    """Remove the table and the made files; what may have data of the run elsewhere is named."""
    workspace, name = _asked(request)
    await sent(request)
    if workspace.production.now.is_running:
        return data({"wrong": "busy"}, 409)
    _, left = await workspace.run(forget_run, workspace.root, name, workspace.root / "out")
    return data({"left": [path.relative_to(workspace.root).as_posix() for path in left]})


async def file(request: Request) -> Response:
    """A file that was made, or the table of the rows that were left out."""
    workspace, name = _asked(request)
    wanted = request.path_params["file"]
    path = next((each for each in run_state.files_of(workspace, name) if each.name == wanted), None)
    if path is None:
        return PlainTextResponse("404\n", 404)
    return FileResponse(path, filename=path.name, headers={"Cache-Control": "no-store"})


def _change(workspace: Workspace, name: str, values: dict[str, Any]) -> None:
    spec = _spec(workspace, name)
    what = values.get("what")
    columns = run_state.columns_of(workspace, spec)
    if what == "text":
        text = _text(values, "text", LONGEST, lines=True)
        run_files.set_words(workspace, name, _key(values, "target"), text, columns)
    elif what == "parameters":
        run_files.set_parameters(workspace, name, _text(values, "link", 100), _parameters(values), columns)
    elif what == "empty":
        run_files.set_empty(workspace, name, _key(values, "target"), allowed=values.get("allowed") is True)
    elif what == "formats":
        formats = values.get("formats")
        if not isinstance(formats, list) or not formats or not all(
                isinstance(each, str) and len(each) < 40 for each in formats):
            raise Senseless
        run_files.change(workspace, name, {("formats",): list(formats)})
    else:
        raise Senseless


def _rows(text: str) -> list[tuple[int, int]]:
    try:
        return [(each.start, each.stop - 1) for each in rows_of(text)]
    except Refused as refused:
        raise Refused(refused.findings) from None  # a wrong value, not a command that does not exist


def _parameters(values: dict[str, Any]) -> dict[str, str]:
    found = values.get("parameters")
    if not isinstance(found, dict) or len(found) > MOST_PARAMETERS or not all(
            isinstance(text, str) and len(key) <= 40 for key, text in found.items()):
        raise Senseless
    texts = {key.strip(): _text(found, key, LONGEST) for key in found}
    return {key: text for key, text in texts.items() if key and text}


def _spec(workspace: Workspace, name: str) -> RunSpec:
    return read(workspace.root, name)[0]


def _workspace(request: Request) -> Workspace:
    workspace: Workspace = request.app.state.workspace
    return workspace


def _asked(request: Request) -> tuple[Workspace, str]:
    """The workspace, and the run that the address names.

    Raises:
        Refused: there is no such run.
    """
    workspace, name = _workspace(request), request.path_params["name"]
    run_files.relative_of(workspace, name)
    return workspace, name


def _text(values: dict[str, Any], key: str, longest: int, *, lines: bool = False) -> str:
    value = values.get(key, "")
    if not isinstance(value, str) or len(value) > longest or any(
            unicodedata.category(sign) == "Cc" and not (lines and sign == "\n") for sign in value):
        raise Senseless
    return value.strip()


def _key(values: dict[str, Any], key: str) -> str:
    """A name from a script that becomes a key of the file.

    Raises:
        Senseless: it cannot be one.
    """
    value = _text(values, key, 60)
    if not NAME.match(value):
        raise Senseless
    return value


ROUTES = (
    Route("/runs", all_runs),
    Route("/runs", begin, methods=["POST"]),
    Route("/runs/table", table, methods=["POST"]),
    Route("/runs/stop", stop, methods=["POST"]),
    Route("/runs/{name}", run_page),
    Route("/runs/{name}/state", state),
    Route("/runs/{name}/rows", rows),
    Route("/runs/{name}/look", look),
    Route("/runs/{name}/change", change, methods=["POST"]),
    Route("/runs/{name}/make", make, methods=["POST"]),
    Route("/runs/{name}/forget", forget, methods=["POST"]),
    Route("/runs/{name}/file/{file}", file),
)
