"""To the printer: what is open, the build, its report, the proof, the approval, and the package."""

from __future__ import annotations

import asyncio
import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from pressroom.desk.softproof import MOST_PAGES
from pressroom.findings import Finding, Refused
from pressroom.studio import approving, downloads, file_drafts, sending
from pressroom.studio.pages import Senseless, as_data, data, language_of, page, script_words, sent
from pressroom.studio.production import Busy, Progress
from pressroom.studio.wording import send as send_words
from pressroom.studio.workspace import Workspace

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

LONGEST_WORDS = 200
MOST_COPIES = 10_000_000
_WORDS = (*send_words.WORDS, "why", "close", "cancel")


async def send_page(request: Request) -> Response:
    """The page for one piece, or for all of them."""
    workspace: Workspace = request.app.state.workspace
    name = request.path_params.get("name", "")
    names = (name,) if name else ()
    state = await workspace.run(sending.state, workspace, names, request.query_params.get("printer", ""),
                                language_of(request))
    return page(request, "send.html", name=name, state=state, words=script_words(language_of(request), _WORDS))


async def state(request: Request) -> Response:
    """What the page shows, for the materials of `names` (all) and a printer (the campaign's)."""
    workspace: Workspace = request.app.state.workspace
    query = request.query_params
    names = tuple(name for name in query.get("names", "").split(",") if name)
    return data(await workspace.run(sending.state, workspace, names, query.get("printer", ""), language_of(request)))


async def imprint(request: Request) -> Response:
    """Write the printer's name and address into its preset."""
    workspace, values = request.app.state.workspace, await sent(request)
    name, address = _line(values, "name"), _line(values, "address")
    if not (name and address):
        raise Senseless
    await workspace.run(approving.set_imprint, workspace, _line(values, "printer"), name, address)
    return data({})


async def save(request: Request) -> Response:
    """Save all drafts; the files whose values were changed on both sides are left, and named."""
    workspace: Workspace = request.app.state.workspace
    await sent(request)

    def saved() -> tuple[list[str], list[Finding]]:
        left, found = list[str](), list[Finding]()
        for relative in workspace.drafts.names():
            try:
                if file_drafts.save(workspace, relative):
                    left.append(relative)
            except Refused as refused:
                left.append(relative)
                found += refused.findings
        return left, found
    left, found = await workspace.run(saved)
    return data({"left": left, **({"findings": as_data(found, language_of(request))} if found else {})},
                409 if left else 200)


async def build(request: Request) -> Response:
    """Begin a build; 409 while something is being made."""
    workspace, values = request.app.state.workspace, await sent(request)
    names, shape = values.get("names"), values.get("format", "")
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names) or (
            not isinstance(shape, str)):
        raise Senseless

    def task() -> dict[str, Any]:
        job = sending.saved_job(workspace)
        for name in names:
            workspace.file_of(name)
        known = {each for name in names if name in job.materials for each in job.materials[name].formats}
        return {"kind": "build", "names": names, "format": shape if shape in known else "",
                "printer": sending.chosen_printer(job, _line(values, "printer")), "today": sending.today(),
                "language": language_of(request)}
    try:
        workspace.production.begin(await workspace.run(task))
    except Busy:
        return _busy()
    return data({}, 202)


async def stop(request: Request) -> Response:
    """Ask the build to end after its piece."""
    request.app.state.workspace.production.stop()
    return data({}, 202)


async def package(request: Request) -> Response:
    """Make the package of a piece: `/sending/package/PIECE` has it then."""
    workspace, values = request.app.state.workspace, await sent(request)
    copies = values.get("copies") or 0
    if not isinstance(copies, int) or isinstance(copies, bool) or not 0 <= copies <= MOST_COPIES:
        raise Senseless
    more = {"copies": copies, "paper": _line(values, "paper"), "contact": _line(values, "contact")}

    def task() -> dict[str, Any]:
        _, entry = sending.press_entry(workspace, _line(values, "piece"), _line(values, "printer"))
        return {"kind": "package", "material": entry.material, "format": entry.format, "printer": entry.printer,
                "today": sending.today(), **more}
    return await _made(request, task)


async def proof(request: Request) -> Response:
    """Draw a piece as it will print: `/sending/proof/PIECE` has the pictures then."""
    workspace, values = request.app.state.workspace, await sent(request)

    def task() -> dict[str, Any]:
        _, entry = sending.press_entry(workspace, _line(values, "piece"), _line(values, "printer"))
        return {"kind": "proof", "path": entry.path, "language": language_of(request)}
    return await _made(request, task)


async def compare(request: Request) -> Response:
    """Compare a piece with what was approved."""
    workspace, values = request.app.state.workspace, await sent(request)

    def task() -> dict[str, Any]:
        _, entry = sending.press_entry(workspace, _line(values, "piece"), _line(values, "printer"))
        return {"kind": "compare", "path": entry.path, "piece": entry.piece, "language": language_of(request),
                "sha256": approving.approved_of(workspace, entry.piece).sha256}
    return await _made(request, task)


async def sign(request: Request) -> Response:
    """Approve a piece for printing."""
    workspace, values = request.app.state.workspace, await sent(request)
    by, day = _line(values, "by"), _line(values, "day")
    try:
        date.fromisoformat(day)
    except ValueError:
        raise Senseless from None
    if not by or len(by) > approving.LONGEST_NAME:
        raise Senseless
    await workspace.run(approving.give, workspace, _line(values, "piece"), _line(values, "printer"), by, day)
    return data({})


async def picture(request: Request) -> Response:
    """A page of a piece, from its preview."""
    workspace: Workspace = request.app.state.workspace
    piece, number = request.path_params["piece"], request.path_params["page"]
    answer = _file(await workspace.run(downloads.picture, workspace, piece, number), "image/png")
    answer.headers["Cache-Control"] = "private, max-age=86400"  # its address has the checksum of its content
    return answer


async def drawn(request: Request) -> Response:
    """A page of the proof (`proof`), or of what changed since the approval (`changes`)."""
    workspace: Workspace = request.app.state.workspace
    piece, kind, number = (request.path_params[each] for each in ("piece", "kind", "page"))
    return _file(await workspace.run(downloads.drawn, workspace, piece, kind, number), "image/png")


async def proof_file(request: Request) -> Response:
    """The pictures of the proof as one file: a PNG, or a zip of several."""
    workspace: Workspace = request.app.state.workspace
    piece, pages = request.path_params["piece"], request.query_params.get("pages", "1")
    if not pages.isdecimal() or not 1 <= int(pages[:4]) <= MOST_PAGES:
        raise Senseless
    pictures = await workspace.run(downloads.proof_pages, workspace, piece, int(pages[:4]))
    if len(pictures) == 1:
        [(name, content)] = pictures.items()
        return _file(content, "image/png", name)
    return _file(zipped(pictures), "application/zip", f"{piece}-proof.zip")


async def round_sheet(request: Request) -> Response:
    """The proof to send round and to sign, a PDF."""
    workspace: Workspace = request.app.state.workspace
    piece, printer = request.path_params["piece"], request.query_params.get("printer", "")
    content = await workspace.run(approving.round_sheet, workspace, piece, printer)
    return _file(content, "application/pdf", f"{piece}-proof.pdf")


async def packed(request: Request) -> Response:
    """The package as it was made last."""
    workspace: Workspace = request.app.state.workspace
    piece, printer = request.path_params["piece"], request.query_params.get("printer", "")
    content = await workspace.run(downloads.package_of, workspace, piece, printer)
    return _file(content, "application/zip", f"{piece}.zip")


async def _made(request: Request, task: Callable[[], Mapping[str, Any]]) -> Response:
    """Do a task in its own process, and answer when it has ended; 409 while something else is being made."""
    workspace: Workspace = request.app.state.workspace
    asked = await workspace.run(task)
    try:
        ended: Progress = await asyncio.to_thread(workspace.production.result, asked)
    except Busy:
        return _busy()
    if ended.state != "ended":
        return data({"wrong": ended.state, "trouble": ended.trouble}, 500 if ended.state == "failed" else 409)
    return data({**ended.result, "findings": as_data(ended.findings, language_of(request))})


def _busy() -> Response:
    return data({"wrong": "busy"}, 409)


def _line(values: Mapping[str, Any], name: str) -> str:
    """A line of text from the browser.

    Raises:
        Senseless: it is none, or too long.
    """
    value = values.get(name, "")
    if not isinstance(value, str) or len(value) > LONGEST_WORDS or not value.isprintable():
        raise Senseless
    return value.strip()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files in one archive; the same files make the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


def _file(content: bytes, kind: str, name: str = "") -> Response:
    from starlette.responses import Response

    headers = {"Content-Disposition": f'attachment; filename="{name}"'} if name else {}
    return Response(content, media_type=kind, headers={**headers, "ETag": f'"{hashlib.sha256(content).hexdigest()}"'})


ROUTES = (
    Route("/send", send_page),
    Route("/send/{name}", send_page),
    Route("/sending/state", state),
    Route("/sending/imprint", imprint, methods=["POST"]),
    Route("/sending/save", save, methods=["POST"]),
    Route("/sending/build", build, methods=["POST"]),
    Route("/sending/stop", stop, methods=["POST"]),
    Route("/sending/package", package, methods=["POST"]),
    Route("/sending/proof", proof, methods=["POST"]),
    Route("/sending/compare", compare, methods=["POST"]),
    Route("/sending/sign", sign, methods=["POST"]),
    Route("/sending/package/{piece}", packed),
    Route("/sending/sheet/{piece}", round_sheet),
    Route("/sending/proof/{piece}", proof_file),
    Route("/sending/picture/{piece}/{page:int}", picture),
    Route("/sending/drawn/{kind}/{piece}/{page:int}", drawn),
)
