"""Names and pages that a server of this machine accepts requests from."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from pressroom.web.hosts import OwnHosts, is_own_host, is_own_origin
from pressroom.web.server import served
from tests.web.clients import exchange


@pytest.mark.parametrize(("name", "host", "own"), [
    ("127.0.0.1:8000", "127.0.0.1", True), ("localhost", "127.0.0.1", True), ("[::1]:8000", "127.0.0.1", True),
    ("[::1]:8000", "::1", True), ("[fe80::1]:8000", "fe80::1", True), ("[fe80::2]:8000", "fe80::1", False),
    ("evil.example", "127.0.0.1", False), ("127.0.0.1.evil.example:80", "127.0.0.1", False), ("", "127.0.0.1", False),
    ("192.168.1.4:8000", "0.0.0.0", True), ("[fe80::2]", "::", True), ("evil.example", "0.0.0.0", False)])
def test_only_names_of_this_machine_are_accepted(name: str, host: str, own: bool) -> None:
    assert is_own_host(name, host) is own


@pytest.mark.parametrize(("origin", "host", "port", "own"), [
    ("", "127.0.0.1", 8000, True), ("http://127.0.0.1:8000", "127.0.0.1", 8000, True),
    ("http://localhost:8000", "127.0.0.1", 8000, True), ("http://[::1]:8000", "::1", 8000, True),
    ("http://192.168.1.4:8000", "0.0.0.0", 8000, True), ("http://localhost", "127.0.0.1", 80, True),
    ("http://127.0.0.1:8001", "127.0.0.1", 8000, False), ("http://127.0.0.1", "127.0.0.1", 8000, False),
    ("https://127.0.0.1:8000", "127.0.0.1", 8000, False), ("null", "127.0.0.1", 8000, False),
    ("http://evil.example:8000", "127.0.0.1", 8000, False), ("http://localhost:8000", "127.0.0.1", 80, False)])
def test_only_pages_of_the_server_itself_may_send_to_it(origin: str, host: str, port: int, own: bool) -> None:
    assert is_own_origin(origin, host, port) is own


@pytest.mark.parametrize(("hosts", "status"), [
    (["localhost"], 200), (["evil.example"], 421), (["localhost", "evil.example"], 400), ([""], 421)])
def test_a_request_for_another_machine_is_misdirected(hosts: list[str], status: int) -> None:
    app = OwnHosts(Starlette(routes=[Route("/", lambda _: PlainTextResponse("yes"))]), "127.0.0.1")
    with served(app, "127.0.0.1", 0, "serve") as server:
        head = "".join(f"Host: {host}\r\n" for host in hosts)
        assert exchange(server.port, f"GET / HTTP/1.1\r\n{head}Connection: close\r\n\r\n").startswith(
            f"HTTP/1.1 {status} ".encode())
