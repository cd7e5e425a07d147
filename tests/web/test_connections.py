"""Clients that are slow, many, or gone: each costs a bounded time, and none keeps others out."""

from __future__ import annotations

import contextlib
import logging
import random
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from pressroom.web import connections
from pressroom.web.events import MOST_LISTENING, Followed
from pressroom.web.server import Served, served
from tests.web.clients import exchange

GET = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
STATM = Path("/proc/self/statm")
LARGE = 40_000_000
followed = Followed("0")
begun, ended = threading.Semaphore(0), threading.Semaphore(0)


async def _large(_: Request) -> Response:
    async def blocks() -> object:
        begun.release()
        try:
            for _ in range(LARGE // 100_000):
                yield bytes(100_000)
        finally:
            ended.release()
    return StreamingResponse(blocks())  # type: ignore[arg-type]


async def _length(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def _broken(_: Request) -> Response:
    raise ValueError("a mistake of the program")


APP = Starlette(routes=[Route("/", lambda _: PlainTextResponse("yes")), Route("/large", _large),
                        Route("/length", _length, methods=["POST"]), Route("/broken", _broken),
                        Route("/events", followed, methods=["GET"])])


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    for semaphore in (begun, ended):
        while semaphore.acquire(blocking=False):
            pass
    monkeypatch.setattr(connections, "SECONDS_TO_SEND", 1.0)
    monkeypatch.setattr(connections, "SECONDS_TO_READ", 1.0)
    with served(APP, "127.0.0.1", 0, "serve") as one:
        yield one


@contextlib.contextmanager
def lines(server: Served, count: int, first: bytes = b"") -> Iterator[list[socket.socket]]:
    with contextlib.ExitStack() as stack:
        made = []
        for _ in range(count):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))
            with contextlib.suppress(ConnectionError):
                line.sendall(first)
            made.append(line)
        yield made


def end_of(line: socket.socket) -> bytes:
    content = b""
    with contextlib.suppress(ConnectionError):
        while block := line.recv(65536):
            content += block
    return content


@pytest.mark.parametrize("first", [
    b"", b"GET / HTTP/1.1\r\nHost: local",
    b"POST /length HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nabc"])
def test_a_request_that_does_not_come_whole_ends_however_steadily_it_trickles(server: Served, first: bytes) -> None:
    with lines(server, 1, first) as (line,):
        line.settimeout(0.1)
        for _ in range(100):
            try:
                line.sendall(b"x")
                if not line.recv(65536):
                    break
            except TimeoutError:
                continue
            except ConnectionError:
                break
        else:
            pytest.fail("the connection is still open")


def test_two_hundred_slow_connections_keep_nobody_out(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "SECONDS_TO_SEND", 60.0)
    with lines(server, 2 * connections.MOST_CONNECTIONS + 10, b"GET / HTTP/1.1\r\nHost: local") as slow:
        for _ in range(20):
            assert exchange(server.port, GET).endswith(b"yes")
        for line in slow[connections.MOST_CONNECTIONS:-connections.MOST_CONNECTIONS]:
            assert end_of(line) == b""


def test_idle_connections_give_way_too(server: Served) -> None:
    with lines(server, connections.MOST_CONNECTIONS + 10, GET.replace(b"Connection: close\r\n", b"")) as idle:
        idle[-1].recv(1000)
        assert exchange(server.port, GET).endswith(b"yes")


def test_a_client_that_does_not_take_its_answer_is_dropped(server: Served) -> None:
    with lines(server, 1, GET.replace(b"/ ", b"/large ", 1)):
        assert begun.acquire(timeout=20)
        assert ended.acquire(timeout=20)


def test_where_every_connection_is_being_answered_one_more_is_refused(
        server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "SECONDS_TO_READ", 60.0)
    with lines(server, connections.MOST_CONNECTIONS, GET.replace(b"/ ", b"/large ", 1)) as busy:
        for _ in busy:
            assert begun.acquire(timeout=20)
        with lines(server, 1) as (more,):
            assert end_of(more).startswith(b"HTTP/1.1 503 ")
        busy.pop().close()
        assert ended.acquire(timeout=20)
        assert exchange(server.port, GET).endswith(b"yes")


def test_two_hundred_streams_are_answered_or_refused_and_each_gets_the_news(server: Served) -> None:
    followed.change("1")
    refused, heard = 0, []
    with contextlib.ExitStack() as stack:
        for _ in range(200):
            (line,) = stack.enter_context(lines(server, 1, b"GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n"))
            head = line.recv(1000)
            if head.startswith(b"HTTP/1.1 503 "):
                refused += 1
            else:
                while b"data: 1" not in head:
                    head += line.recv(1000)
                heard.append(line)
        assert (len(heard), refused) == (MOST_LISTENING, 200 - MOST_LISTENING)
        followed.change("2")
        for line in heard:
            assert b"data: 2" in line.recv(1000)
        assert exchange(server.port, GET).endswith(b"yes")


@pytest.mark.skipif(not STATM.exists(), reason="not run: this system does not tell what memory a process has")
@pytest.mark.parametrize("times", [200, pytest.param(1250, marks=pytest.mark.wear)])
def test_thousands_of_requests_are_answered_in_bounded_memory(server: Served, times: int) -> None:
    def ask(times: int) -> None:
        with lines(server, 1) as (line,):
            request = GET.replace(b"Connection: close\r\n", b"")
            for _ in range(times):
                line.sendall(request)
                answer = line.recv(1000)
                while not answer.endswith(b"yes"):
                    more = line.recv(1000)
                    assert more
                    answer += more
    ask(400)
    before = _resident_pages()
    threads = [threading.Thread(target=ask, args=(times,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (_resident_pages() - before) * 4096 < 20_000_000


def _resident_pages() -> int:
    return int(STATM.read_text(encoding="ascii").split()[1])


def test_what_is_no_http_and_who_goes_at_once_leave_no_word(
        server: Served, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    caplog.set_level(logging.DEBUG)
    chance = random.Random(7)
    parts = [GET[:-2], b"\r\n", b"Content-Length: 5\r\n",
             b"Transfer-Encoding: chunked\r\n\r\n", b"5\r\nhello\r\n0\r\n\r\n",
             b"Upgrade: websocket\r\nConnection: upgrade\r\n\r\n", b"\0\xff", b"zz\r\n", b"GET /large HTTP/1.1\r\n",
             b"Host: localhost\r\n\r\n", b"Expect: 100-continue\r\n", b"POST /length HTTP/1.1\r\n", bytes(70_000)]
    for _ in range(300):
        sent = b"".join(chance.choices(parts, k=chance.randint(1, 6)))
        with lines(server, 1, sent) as (line,):
            if chance.random() < 0.5:  # reset
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            elif chance.random() < 0.5:
                line.shutdown(socket.SHUT_WR)
                line.settimeout(5)
                line.recv(1000) if chance.random() < 0.2 else None
    assert exchange(server.port, GET).endswith(b"yes")
    assert [record for record in caplog.records if record.levelno > logging.DEBUG] == []
    assert capfd.readouterr().err == ""


def test_a_mistake_of_the_program_is_reported(server: Served, caplog: pytest.LogCaptureFixture) -> None:
    assert exchange(server.port, GET.replace(b"/ ", b"/broken ", 1)).startswith(b"HTTP/1.1 500 ")
    assert "a mistake of the program" in caplog.text


def test_the_end_waits_for_no_client() -> None:
    streams = b"GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with contextlib.ExitStack() as stack:
        with served(APP, "127.0.0.1", 0, "serve") as server:
            for first in (b"", GET[:20], streams, GET.replace(b"/ ", b"/large ", 1)):
                stack.enter_context(lines(server, 3, first))
            assert exchange(server.port, GET).endswith(b"yes")
        assert not [thread for thread in threading.enumerate() if thread.name == "server"]
