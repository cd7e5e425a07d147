"""Commands where only one folder can be written and no network can be reached.

A mount namespace in which everything but the folder is read-only, and a network namespace without any device; both by
`unshare` of util-linux, which needs to be root, or a kernel that lets users have namespaces.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

# The folder is bound over itself, so that it keeps being writable when what holds it no longer is.
_SCRIPT = """
folder=$1 size=$2; shift 2
mount --bind "$folder" "$folder"
if [ "$size" != 0 ]; then mount -t tmpfs -o size="$size" tmpfs "$folder/out"; fi
mount -o remount,bind,ro /
for each in $(cut -d " " -f 2 /proc/mounts); do
  each=$(printf "%b" "$each")
  case "$each" in
    /|/proc*|/sys*|/dev*|"$folder"*) ;;
    *) mount -o remount,bind,ro "$each" ;;
  esac
done
cd "$folder"
exec "$@"
"""


@dataclass(frozen=True)
class Sealed:
    """A folder, and commands of the program that can write there alone.

    Attributes:
        folder: the project.
        environment: more variables.
        disk: the size of a file system of its own for out/, such as `2m`; 0 for none.
        before: words before the command, such as those that limit its processors.
        umask: of the process; -1 for that of the tests.
    """

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    disk: str = "0"
    before: tuple[str, ...] = ()
    umask: int = -1

    def start(self, *words: str) -> subprocess.Popen[str]:
        """The command, begun in a group of processes of its own."""
        own = {**os.environ, "PYTHONPATH": os.fspath(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8",
               "TMPDIR": os.fspath(self.folder), **self.environment}
        return subprocess.Popen(
            [*prefix(), "sh", "-euc", _SCRIPT, "sealed", os.fspath(self.folder), self.disk, *self.before,
             sys.executable, "-m", "pressroom", *words], env=own, start_new_session=True, umask=self.umask, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *words: str, seconds: float = 240.0) -> tuple[int, str, str]:
        """Exit code, standard output and standard error; messages are English."""
        language: Sequence[str] = () if "--lang" in words else ("--lang", "en")
        process = self.start(*words, *language)
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        return process.returncode, out, err


@cache
def prefix() -> tuple[str, ...]:
    """The words that make the two namespaces."""
    unshare = shutil.which("unshare") or "unshare"
    user = () if os.getuid() == 0 else ("--map-root-user",)
    return (unshare, *user, "--mount", "--net", "--propagation", "private")


@cache
def works() -> bool:
    """Whether this machine lets a command be sealed off."""
    return bool(shutil.which("unshare")) and subprocess.run([*prefix(), "true"], capture_output=True).returncode == 0
