"""Files that a browser sends, written to the disk as they come."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect

from pressroom.studio.pages import Senseless
from pressroom.studio.picture_files import unwritable

if TYPE_CHECKING:
    from starlette.requests import Request


async def receive(request: Request, arriving: Path) -> None:
    """Write the body to the file as it comes; the gate bounds it.

    Raises:
        Refused: the disk is full.
        Senseless: the browser has gone.
    """
    try:
        with arriving.open("wb") as stream, contextlib.closing(stream):
            async for chunk in request.stream():
                stream.write(chunk)
    except ClientDisconnect:
        raise Senseless from None
    except OSError as trouble:
        raise unwritable(arriving.parent, trouble) from None
