"""`render.py resident`: a process that has everything imported and read, so that commands begin at once."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pressroom.cli.console import Console
from pressroom.findings import N_, Refused, code, finding

NO_RESIDENT = code(
    "no-resident",
    N_("The resident process and the commands find each other by a socket in a folder that only this user can open, "
       "and know each other by what Linux says of a socket's other end."),
    N_("Commands work as before without it. On Linux, give the folder .cache/resident to yourself: chmod 700."))


def resident(root: Path, args: argparse.Namespace, console: Console) -> int:  # noqa: ARG001 - that of every command
    """Run this project's commands until Ctrl-C, 15 minutes without one, or a change of the program.

    Raises:
        Refused: this system, or the folder of its socket, does not allow it.
    """
    from pressroom.cli import run

    if sys.platform != "linux":
        raise Refused([finding(NO_RESIDENT, N_("a resident process needs Linux"))], exit_code=3)
    from pressroom.resident.address import Unsafe
    from pressroom.resident.endpoint import Taken
    from pressroom.resident.server import IDLE_SECONDS, Resident

    def ready() -> None:
        console.print(N_("ready: this project's commands begin at once, until Ctrl-C or {minutes} minutes without one; "
                         "{size} MB of memory"), minutes=int(IDLE_SECONDS // 60), size=_megabytes())
        sys.stdout.flush()
    try:
        Resident(root, run).serve(ready)
    except KeyboardInterrupt:
        pass
    except Taken:
        console.print(N_("a resident process is at work for this project already"))
        return 0
    except (OSError, Unsafe) as trouble:
        raise Refused([finding(NO_RESIDENT, N_("no folder for the socket: {reason}"), reason=str(trouble))],
                      exit_code=3) from None
    console.remark(N_("ended"))
    return 0


def _megabytes() -> int:
    """The memory of this process."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
