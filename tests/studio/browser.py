"""A client of the studio that is no browser: it keeps the cookie, and says where a request comes from."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit


@dataclass
class Answer:
    """What came back; `values` of an answer in JSON."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def values(self) -> Any:
        return json.loads(self.content)

    @property
    def text(self) -> str:
        return self.content.decode("utf-8")


@dataclass
class Client:
    """Requests to a studio; `headers` go with every one of them.

    Attributes:
        address: of the studio, with the secret.
    """

    address: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return "http://" + urlsplit(self.address).netloc

    def open(self) -> Client:
        """Open the address as a browser does, and keep the cookie."""
        answer = self.get("/?" + urlsplit(self.address).query)
        assert answer.status == 303, answer
        self.headers["Cookie"] = answer.headers["set-cookie"].partition(";")[0]
        return self

    def get(self, path: str, **headers: str) -> Answer:
        return self.request("GET", path, None, headers)

    def post(self, path: str, values: Any, **headers: str) -> Answer:
        content = values if isinstance(values, bytes) else json.dumps(values).encode()
        own = {"Origin": self.origin, "Content-Type": "application/json"}
        return self.request("POST", path, content, {**own, **headers})

    def request(self, method: str, path: str, content: bytes | None, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        sent = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection.request(method, quote(path, safe="/?&=%:"), content, sent)
        response = connection.getresponse()
        received = {name.lower(): value for name, value in response.getheaders()}
        try:
            return Answer(response.status, received, response.read())
        finally:
            connection.close()
