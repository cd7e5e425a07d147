"""Hand a command over to the project's resident process, where there is one.

Asked before anything is imported: starting Python takes longer than all of this. Whatever is unusual ends in the
command's running in its own process, as without a resident one.
"""

from __future__ import annotations

# Not the modules `socket` and `signal`: their classes of constants take 6 ms to make.
import _signal  # type: ignore[import-not-found]
import _socket
import os
import sys

from pressroom.resident import address, request

TURNED_OFF = "PRESSROOM_RESIDENT"
"""A variable of the environment: with `off`, commands run in their own process."""

# These stay as long as they like, ask questions at the terminal, or are the resident process itself.
_OWN_PROCESS = frozenset(("serve", "studio", "resident", "init", "new-printer"))
SECONDS = 2.0  # a process that has no time to accept a command within them is no help
_CLOSED = b""
_SIGNALS = (_signal.SIGINT, _signal.SIGTERM, _signal.SIGHUP) if sys.platform == "linux" else ()


def handed_over(root: str, program: str, words: list[str], seconds: float = SECONDS) -> int | None:
    """The exit code of the command `words`, run by the resident process of the project; None to run it here.

    Args:
        root: the project's folder; empty without one.
        program: the name that the user typed, `render.py` or `pressroom`.
        words: the command line.
        seconds: within which the process must accept the command.
    """
    if not root or not _fit_for_it(words):
        return None
    root = os.path.realpath(root)
    try:
        name = address.name(root)
    except OSError:
        return None
    for folder in address.folders(root):
        try:
            descriptor = address.opened(folder)
        except (OSError, ValueError, address.Unsafe):
            continue
        try:
            code = _asked(descriptor, name, root, program, words, seconds)
        except OSError:
            continue
        finally:
            os.close(descriptor)
        if code is not None:
            return code
    return None


def _fit_for_it(words: list[str]) -> bool:
    """Whether the command may run elsewhere; a material or a file with a command's name costs time, nothing else."""
    return (sys.platform == "linux" and os.environ.get(TURNED_OFF) != "off"
            and not any(word in _OWN_PROCESS or word.startswith("--w") for word in words))  # --watch, shortened or not


def _asked(folder: int, name: str, root: str, program: str, words: list[str], seconds: float) -> int | None:
    """The exit code from the process that listens there; None when it refuses.

    Raises:
        OSError: nobody listens there.
    """
    if not address.is_own_socket(folder, name):
        return None
    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    try:
        connection.settimeout(seconds)
        connection.connect(address.inside(folder, name))
        peer = connection.getsockopt(_socket.SOL_SOCKET, _socket.SO_PEERCRED, 12)
        if int.from_bytes(peer[4:8], sys.byteorder) != os.geteuid():
            return None
        _send(connection, root, program, words)
        if connection.recv(1) != request.ACCEPTED:
            return None
        return _run(connection)
    finally:
        connection.close()


def _send(connection: _socket.socket, root: str, program: str, words: list[str]) -> None:
    """Send the request and the descriptors that the command works with: its folder, and the open standard ones.

    Raises:
        OSError: it cannot be sent.
    """
    umask = os.umask(0o77)
    os.umask(umask)
    status = os.stat(root)  # noqa: PTH116
    streams = [_stream(number) for number in range(3)]
    asked = request.Request(
        request.identity(), os.fsencode(root), b"%d %d" % (status.st_dev, status.st_ino), program.encode(), umask,
        [number for number in _SIGNALS if _signal.getsignal(number) == _signal.SIG_IGN], streams,
        [os.fsencode(word) for word in words],
        [name + b"=" + value for name, value in os.environb.items()])
    folder = os.open(".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        descriptors = [folder, *(number for number in range(3) if streams[number])]
        rights = b"".join(number.to_bytes(4, sys.byteorder) for number in descriptors)
        content = asked.packed()
        sent = connection.sendmsg([content], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, rights)])
        connection.sendall(content[sent:])
    finally:
        os.close(folder)


def _stream(number: int) -> bytes:
    """How a standard stream is written and read; empty when its descriptor is closed."""
    stream = (sys.stdin, sys.stdout, sys.stderr)[number]
    if stream is None:
        return _CLOSED
    encoding, errors = stream.encoding, stream.errors or "strict"
    at_once = getattr(stream, "line_buffering", False), getattr(stream, "write_through", False)
    return b"%s %s %d %d" % (encoding.encode(), errors.encode(), *at_once)


def _run(connection: _socket.socket) -> int:
    """Let the command begin, pass signals on to it, and wait for its end; its exit code."""
    def pass_on(number: int, _frame: object) -> None:
        try:
            connection.send(bytes([number]))
        except OSError:  # it has ended
            return

    def stop(_number: int, frame: object) -> None:
        pass_on(_signal.SIGSTOP, frame)
        os.kill(os.getpid(), _signal.SIGSTOP)
        pass_on(_signal.SIGCONT, frame)

    connection.settimeout(None)
    for number, handler in (*((number, pass_on) for number in _SIGNALS), (_signal.SIGTSTP, stop)):
        if _signal.getsignal(number) != _signal.SIG_IGN:
            _signal.signal(number, handler)
    answer = b""
    try:
        connection.send(request.GO)
        while len(answer) < 1 + request.STATUS_BYTES and (part := connection.recv(64)):
            answer += part
    except OSError:
        answer = b""
    if len(answer) != 1 + request.STATUS_BYTES or answer[:1] != request.ENDED:
        return _lost()
    status = int.from_bytes(answer[1:], "big", signed=True)
    if status < 0:  # ended by a signal, as this process then is
        _signal.signal(-status, _signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    return status & 0xff


def _lost() -> int:
    """Say that the command may be half done: it is not begun again, as it may have written files."""
    from pressroom.findings import N_
    from pressroom.text import translation

    translate = translation.translator(translation.from_environment())
    sys.stderr.write(translate(N_("the resident process ended before the command did: run the command again")) + "\n")
    return 1
