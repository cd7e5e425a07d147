"""The server: its answers, its refusals, and the hosts it accepts."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pressroom.findings import Refused
from pressroom.site.serving.answers import Answer, Request, answer, byte_range
from pressroom.site.serving.application import application
from pressroom.site.serving.watching import Rebuilds, Watch
from pressroom.web.server import Served, served
from tests.conftest import ROOT
from tests.web.clients import exchange


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "out/site"
    for name, content in (("index.html", "<body>home</body>"), ("en/index.html", "en"), ("files/a.pdf", "0123456789"),
                          ("files/letter.docx", "PK"), ("static/0123456789ab/style.css", "b{}"), ("data.json", "{}"),
                          ("feed.xml", "<feed/>"), ("static/0123456789ab/text.woff", "wOFF"), ("a.webp", "RIFF"),
                          ("été.txt", "summer"), (".hidden", "no")):
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (tmp_path / "out/secret.txt").write_text("secret", encoding="utf-8")
    (site / "leak.txt").symlink_to(tmp_path / "out/secret.txt")
    (site / "leak").symlink_to(tmp_path / "out")
    return site


def get(folder: Path, target: str, method: str = "GET", **headers: str) -> Answer:
    reply = answer(folder, Request(method, target, {name.replace("_", "-"): value for name, value in headers.items()}))
    if reply.content:
        reply.content.close()
    return reply


@pytest.mark.parametrize("target", [
    "/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/%2e%2e%2fsecret.txt", "/files/../../secret.txt",
    "/..\\secret.txt", "/..%5csecret.txt", "/index.html%00.txt", "/%", "/%zz", "/%ff%fe", "//etc/passwd",
    "/./index.html",
    "http://evil.example/", "*", "", "/a\rb", "/%0d%0aSet-Cookie:x"])
def test_a_path_that_is_malformed_or_leaves_the_folder_is_refused(folder: Path, target: str) -> None:
    assert get(folder, target).status == 400


@pytest.mark.parametrize("target", ["/leak.txt", "/leak/secret.txt", "/leak/", "/.hidden", "/files/", "/files",
                                    "/nothing", "/index.html/x", "/static/"])
def test_links_that_lead_out_hidden_files_and_folders_are_not_there(folder: Path, target: str) -> None:
    assert get(folder, target).status == 404


@pytest.mark.parametrize(("target", "kind"), [
    ("/", "text/html; charset=utf-8"), ("/en/", "text/html; charset=utf-8"), ("/files/a.pdf", "application/pdf"),
    ("/files/letter.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("/data.json", "application/json"), ("/feed.xml", "application/xml"), ("/a.webp", "image/webp"),
    ("/static/0123456789ab/text.woff", "font/woff"), ("/%C3%A9t%C3%A9.txt?x=1", "text/plain; charset=utf-8")])
def test_files_have_their_types(folder: Path, target: str, kind: str) -> None:
    reply = get(folder, target)
    assert reply.status == 200
    assert reply.headers["Content-Type"] == kind
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in reply.headers["Content-Security-Policy"]


def test_a_folder_without_its_slash_leads_to_its_page_on_this_host_only(folder: Path) -> None:
    reply = get(folder, "/en")
    assert reply.status == 301
    assert reply.headers["Location"] == "/en/"


@pytest.mark.parametrize(("header", "size", "part"), [
    ("bytes=0-3", 10, (0, 3)), ("bytes=4-", 10, (4, 9)), ("bytes=-3", 10, (7, 9)), ("bytes=0-99", 10, (0, 9)),
    ("bytes=-99", 10, (0, 9)), ("bytes=10-", 10, (1, 0)), ("bytes=-0", 10, (1, 0)), ("bytes=5-2", 10, None),
    ("bytes=0-1,3-4", 10, None), ("items=0-1", 10, None), ("", 10, None), ("bytes=-", 10, None),
    ("bytes=0-0", 0, (1, 0))])
def test_ranges_are_read_as_the_standard_says(header: str, size: int, part: tuple[int, int] | None) -> None:
    assert byte_range(header, size) == part


def test_a_range_of_a_file_is_sent_and_one_beyond_its_end_is_refused(folder: Path) -> None:
    part = get(folder, "/files/a.pdf", range="bytes=2-4")
    assert (part.status, part.start, part.length) == (206, 2, 3)
    assert part.headers["Content-Range"] == "bytes 2-4/10"
    none = get(folder, "/files/a.pdf", range="bytes=10-")
    assert none.status == 416
    assert none.headers["Content-Range"] == "bytes */10"
    assert get(folder, "/files/a.pdf", range="bytes=2-4", if_range='"other"').status == 200


def test_a_cached_file_is_not_sent_again_and_hashed_names_are_immutable(folder: Path) -> None:
    first = get(folder, "/files/a.pdf")
    assert first.headers["Cache-Control"] == "no-cache"
    again = get(folder, "/files/a.pdf", if_none_match=f'"x", W/{first.headers["ETag"]}')
    assert again.status == 304
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "immutable" in get(folder, "/static/0123456789ab/style.css").headers["Cache-Control"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_but_reading_is_allowed(folder: Path, method: str) -> None:
    reply = get(folder, "/", method)
    assert reply.status == 405
    assert reply.headers["Allow"] == "GET, HEAD"


@pytest.fixture
def live(folder: Path) -> Iterator[tuple[Served, Rebuilds]]:
    rebuilds = Rebuilds()
    with served(application(folder, "127.0.0.1", rebuilds), "127.0.0.1", 0, "serve") as server:
        yield server, rebuilds


def response_to(server: Served, method: str, target: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request(method, target, headers=headers or {})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response.status, content


def test_the_reload_script_is_served_and_never_in_the_folder(folder: Path, live: tuple[Served, Rebuilds]) -> None:
    status, content = response_to(live[0], "GET", "/")
    assert status == 200
    assert b'<script src="/-/reload.js" defer></script></body>' in content
    assert "reload" not in (folder / "index.html").read_text(encoding="utf-8")
    assert response_to(live[0], "GET", "/-/reload.js")[0] == 200
    assert response_to(live[0], "HEAD", "/") == (200, b"")


def test_another_name_for_this_machine_gets_nothing(live: tuple[Served, Rebuilds]) -> None:
    assert response_to(live[0], "GET", "/", {"Host": "evil.example"})[0] == 421


def test_open_pages_get_an_event_for_each_rebuild(live: tuple[Served, Rebuilds]) -> None:
    server, rebuilds = live
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as line:
        line.sendall(b"GET /-/changes HTTP/1.1\r\nHost: localhost\r\n\r\n")
        events = b""
        while b"data: " not in events:
            events += line.recv(1000)
        rebuilds.add()
        while events.count(b"data: ") < 2:
            events += line.recv(1000)
    assert f"data: {os.getpid()}-1".encode() in events


def test_the_site_is_made_again_once_for_each_group_of_changes_and_not_for_the_beginning() -> None:
    rebuilds, made, done, over = Rebuilds(), [], threading.Semaphore(0), threading.Event()
    groups = [frozenset([Path("a")]), frozenset([Path("a"), Path("b")]), frozenset([Path("c")])]

    def changes(_: threading.Event) -> Iterator[frozenset[Path]]:
        yield frozenset()
        for group in groups:
            yield group
            assert done.acquire(timeout=30)
        over.set()

    def again(group: frozenset[Path], _: Callable[[], bool]) -> bool:
        made.append((group, rebuilds.count))
        done.release()
        return len(made) != 2
    watch = Watch(changes, again, rebuilds)
    watch.start()
    assert over.wait(30)
    watch.end()
    assert made == [(groups[0], 0), (groups[1], 1), (groups[2], 1)]
    assert rebuilds.count == 2


def test_changes_that_come_during_a_rebuild_end_it_and_are_one_group_of_the_next() -> None:
    told, begun, more = threading.Semaphore(0), threading.Event(), threading.Event()
    stale, made = list[bool](), list[frozenset[Path]]()

    def changes(ended: threading.Event) -> Iterator[frozenset[Path]]:
        yield frozenset()
        yield frozenset([Path("a")])
        assert begun.wait(30)
        yield frozenset([Path("b")])
        yield frozenset([Path("c")])
        more.set()
        ended.wait(30)

    def again(group: frozenset[Path], is_stale: Callable[[], bool]) -> bool:
        stale.append(is_stale())
        begun.set()
        if not made:
            assert more.wait(30)
            stale.append(is_stale())
        made.append(group)
        told.release()
        return True
    watch = Watch(changes, again, Rebuilds())
    watch.start()
    assert told.acquire(timeout=30)
    assert told.acquire(timeout=30)
    watch.end()
    assert made == [{Path("a")}, {Path("b"), Path("c")}]
    assert stale == [False, True, False]


def test_a_watch_that_is_ended_makes_nothing_more() -> None:
    rebuilds, inside = Rebuilds(), threading.Event()

    def changes(ended: threading.Event) -> Iterator[frozenset[Path]]:
        yield frozenset()
        inside.set()
        ended.wait(30)
        yield frozenset([Path("a")])
    watch = Watch(changes, lambda _group, _is_stale: True, rebuilds)
    watch.start()
    assert inside.wait(30)
    watch.end()
    assert rebuilds.count == 0


def test_a_port_that_is_taken_is_a_finding_with_another_to_try(folder: Path) -> None:
    app = application(folder, "127.0.0.1")
    with served(app, "127.0.0.1", 0, "serve") as server, pytest.raises(Refused) as refused, \
            served(app, "127.0.0.1", server.port, "serve"):
        pass
    assert refused.value.findings[0].code == "port-taken"
    assert refused.value.exit_code == 2


def test_many_connections_at_once_leave_room_for_the_next(folder: Path) -> None:
    with served(application(folder, "127.0.0.1"), "127.0.0.1", 0, "serve") as server:
        idle = [socket.create_connection(("127.0.0.1", server.port), timeout=5) for _ in range(80)]
        for one in idle:
            one.close()
        for _ in range(50):
            try:
                assert response_to(server, "GET", "/")[0] == 200
                break
            except (ConnectionError, http.client.BadStatusLine):
                continue
        else:
            pytest.fail("nobody is served any more")


def test_ctrl_c_ends_the_command_cleanly_and_a_change_reaches_open_pages(project: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["serve", "--port", str(port), "--base-url", "https://campaign.example/", "--lang", "en"]
    program = subprocess.Popen(
        [sys.executable, "-c", f"import sys; from pathlib import Path; from pressroom.cli import run; "
         f"sys.exit(run(Path({str(project)!r}), {words!r}))"], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"})
    try:
        assert program.stdout is not None
        line = next((line for line in program.stdout if "Ctrl-C" in line), "")
        assert f"http://127.0.0.1:{port}/" in line
        with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
            line.sendall(b"GET /-/changes HTTP/1.1\r\nHost: localhost\r\n\r\n")
            events = b""
            while b"data: " not in events:
                events += line.recv(1000)
            campaign = project / "materials/campaign.yaml"
            campaign.write_text(campaign.read_text(encoding="utf-8").replace("Nous demandons", "Nous voulons", 1),
                                encoding="utf-8")
            while events.count(b"data: ") < 2:
                events += line.recv(1000)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            assert "Nous voulons" in page.read().decode()
        program.send_signal(signal.SIGINT)
        assert program.wait(60) == 0
    finally:
        program.kill()
        program.stdout.close()
        program.wait()


@pytest.mark.parametrize(("request_line", "status"), [
    ("GET http://evil.example/ HTTP/1.1", 400), ("OPTIONS * HTTP/1.1", 405), ("GET * HTTP/1.1", 400),
    ("GET /%2e%2e/secret.txt HTTP/1.1", 400), ("GET //etc/passwd HTTP/1.1", 400), ("PROPFIND / HTTP/1.1", 405),
    ("POST /-/changes HTTP/1.1", 405), ("GET /leak.txt HTTP/1.1", 404), (f"GET /{'a' * 4000} HTTP/1.1", 414),
    (f"GET /{'a' * 400_000} HTTP/1.1", 400), ("GET /a b HTTP/1.1", 400), ("nonsense", 400)])
def test_what_comes_over_the_wire_is_refused_as_it_was_sent(
        live: tuple[Served, Rebuilds], request_line: str, status: int) -> None:
    try:
        answer = exchange(live[0].port, f"{request_line}\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    except ConnectionError:  # closed with a part of the request unread
        assert len(request_line) > 100_000
    else:
        assert answer.startswith(f"HTTP/1.1 {status} ".encode())
        assert b"secret" not in answer


def test_ranges_and_lengths_are_the_same_over_the_wire(live: tuple[Served, Rebuilds]) -> None:
    request = "GET /files/a.pdf HTTP/1.1\r\nHost: localhost\r\nRange: bytes=2-4\r\nConnection: close\r\n\r\n"
    head, _, content = exchange(live[0].port, request).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 206 ")
    assert (b"content-length: 3" in head, b"content-range: bytes 2-4/10" in head) == (True, True)
    assert content == b"234"
    head, _, content = exchange(live[0].port, request.replace("GET", "HEAD", 1)).partition(b"\r\n\r\n")
    assert b"content-length: 10" in head
    assert content == b""


def test_a_body_is_never_read_and_no_request_is_taken_out_of_it(live: tuple[Served, Rebuilds]) -> None:
    inside = "GET /data.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for header in (f"Content-Length: {len(inside)}", "Transfer-Encoding: chunked"):
        answer = exchange(live[0].port, f"GET / HTTP/1.1\r\nHost: localhost\r\n{header}\r\n\r\n{inside}")
        assert answer.count(b"HTTP/1.1 ") == 1


def test_the_piece_whose_page_is_looked_at_is_known(folder: Path) -> None:
    names: list[str] = []
    for name in ("pieces/petition.html", "en/pieces/tri.html"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("a page", encoding="utf-8")
    app = application(folder, "127.0.0.1", on_piece=names.append)
    with served(app, "127.0.0.1", 0, "serve") as server:
        for target in ("/", "/pieces/petition.html?x", "/pieces/none.html", "/en/pieces/tri.html", "/files/a.pdf"):
            response_to(server, "GET", target)
    assert names == ["petition", "tri"]
