"""Nobody but the browser that opened the studio's address gets in."""

from __future__ import annotations

import contextlib
import gc
import http.client
import socket
from urllib.parse import urlsplit

import pytest

from pressroom.studio.events import MOST_LISTENERS
from pressroom.studio.gate import LARGEST_FORM
from pressroom.studio.workspace import Workspace
from tests.studio.browser import Client


def test_the_address_opens_the_studio_and_its_secret_leaves_the_address(opened: tuple[str, Workspace]) -> None:
    client = Client(opened[0])
    answer = client.get("/piece/petition?" + urlsplit(opened[0]).query)
    assert (answer.status, answer.headers["location"]) == (303, "/piece/petition")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert client.open().get("/piece/petition").status == 200


@pytest.mark.parametrize("cookie", ["", "pressroom-studio-{port}=wrong", "pressroom-studio-{port}=", "other=x",
                                    "pressroom-studio-1={secret}", "=;;=\x01"])
def test_without_the_secret_nothing_is_shown(opened: tuple[str, Workspace], cookie: str) -> None:
    parts = urlsplit(opened[0])
    cookie = cookie.format(port=parts.port, secret=parts.query.partition("=")[2])
    for path in ("/", "/piece/petition", "/piece/petition/look", "/events", "/static/x/base.js"):
        answer = Client(opened[0], {"Cookie": cookie}).get(path)
        assert answer.status == 403
        assert "petition" not in answer.text.lower().replace("/piece/petition", "")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example", "", "192.168.1.7"])
def test_another_name_for_this_machine_is_refused(client: Client, host: str) -> None:
    port = urlsplit(client.address).port
    assert client.get("/piece/petition", Host=host.format(port=port)).status in (400, 421)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:{port}", "http://127.0.0.1:1"])
def test_a_page_of_another_site_can_neither_read_nor_change_anything(client: Client, origin: str) -> None:
    origin = origin.format(port=urlsplit(client.address).port)
    body = {"location": ["words", "headline"], "value": "x", "force": True}
    assert client.post("/piece/petition/change", body, Origin=origin).status == 403
    assert client.get("/piece/petition/state", Origin=origin).status == 403
    assert not client.get("/piece/petition/state").values["isChanged"]


def test_what_changes_something_says_where_it_comes_from(client: Client) -> None:
    answer = client.request("POST", "/piece/petition/discard", b"{}", {})
    assert answer.status == 403


def test_every_answer_has_the_strict_policy(client: Client) -> None:
    for path in ("/piece/petition", "/piece/petition/state", "/piece/none", "/nothing"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", ["../campaign", "..%2fcampaign", "%2e%2e", "petition%00", "CON", "petition.yaml",
                                  "a" * 500, "-x", "campaign%2f..%2fpetition", "\u202epetition"])
def test_a_name_is_the_name_of_a_material_and_never_a_path(client: Client, name: str) -> None:
    for path in (f"/piece/{name}", f"/piece/{name}/state", f"/piece/{name}/look"):
        assert client.get(path).status in (404, 405)
    assert client.post(f"/piece/{name}/change", {"location": ["title"], "value": "x", "force": True}).status == 404
    assert client.get("/piece/petition/state").values["isChanged"] is False


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client: Client) -> None:
    connection = socket.create_connection(("127.0.0.1", urlsplit(client.address).port or 0), timeout=20)
    head = (f"POST /piece/petition/change HTTP/1.1\r\nHost: {urlsplit(client.address).netloc}\r\n"
            f"Origin: {client.origin}\r\nCookie: {client.headers['Cookie']}\r\n")
    connection.sendall(f"{head}Content-Length: 2000000000\r\n\r\n".encode())
    assert b" 413 " in connection.recv(200)
    connection.close()
    connection = socket.create_connection(("127.0.0.1", urlsplit(client.address).port or 0), timeout=20)
    connection.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
    try:
        for _ in range(LARGEST_FORM // 65_536 + 40):
            connection.sendall(b"10000\r\n" + b" " * 65_536 + b"\r\n")
    except OSError:
        pass
    assert b" 413 " in connection.recv(200)
    connection.close()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"7", b'{"location": 3}', b'{"location": []}',
                                  b'{"location": ["words", {}], "value": ""}', b'{"location": [true], "value": "x"}',
                                  b'{"location": ["words", "headline"], "value": {"a": 1}}',
                                  b'{"location": ["words", "headline"], "value": [1]}', b"\xff\xfe",
                                  b'{"location": ["title"], "value": "' + b"x" * 50_000 + b'"}'])
def test_a_request_that_makes_no_sense_is_answered_and_changes_nothing(client: Client, body: bytes) -> None:
    assert client.post("/piece/petition/change", body).status == 400
    assert not client.get("/piece/petition/state").values["isChanged"]


def answer(connection: socket.socket) -> str:
    """The status of the answer on a connection; `closed` where the server has closed it."""
    try:
        line = connection.recv(40)
    except ConnectionResetError:
        line = b""
    return line.split(b" ")[1].decode() if line else "closed"


def test_two_hundred_open_streams_are_let_in_up_to_a_number_and_pages_are_answered_beside_them(client: Client) -> None:
    host = urlsplit(client.address)
    asked = (f"GET /events HTTP/1.1\r\nHost: {host.netloc}\r\nCookie: {client.headers['Cookie']}\r\n\r\n").encode()
    with contextlib.ExitStack() as open_streams:
        streams = []
        for _ in range(200):
            streams.append(open_streams.enter_context(socket.create_connection(("127.0.0.1", host.port), timeout=20)))
            streams[-1].sendall(asked)
        answers = [answer(stream) for stream in streams]
        assert answers.count("200") == MOST_LISTENERS
        assert {*answers} <= {"200", "503", "closed"}
        assert client.get("/piece/petition/state").status == 200


@pytest.mark.wear
def test_ten_thousand_requests_leave_nothing_behind(client: Client) -> None:
    host = urlsplit(client.address).netloc
    own = {"Cookie": client.headers["Cookie"]}
    kinds = [("/wall/none", {"Host": "evil.example"}, 421), ("/wall", {}, 403), ("/nothing", own, 404),
             ("/piece/none/state", own, 404), ("/send/petition?printer=none", own, 404)]
    memory = []
    with contextlib.closing(http.client.HTTPConnection(host, timeout=60)) as connection:
        for number in range(10_000):
            path, headers, status = kinds[number % len(kinds)]
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            response.read()
            assert response.status == status, path
            if number in (999, 9_999):
                gc.unfreeze()
                gc.collect()
                memory.append(len(gc.get_objects()))
    assert memory[1] < memory[0] + 5_000  # objects of this process, in which the studio runs
