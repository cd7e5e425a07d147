"""Mistakes in the folder of finished files, and processes that end while they are made."""

from __future__ import annotations

import os
import signal
from unittest import mock

from pressroom.build import pipeline, workers
from pressroom.findings import Finding
from tests.faults.bench import Bench, trips

ONE = ("petition", "--format", "A4", "--edition", "preview")
PICTURE = "out/previews/petition-A4.png"


@trips("changed-since")
def file_that_another_program_wrote(bench: Bench) -> list[Finding]:
    bench.run(*ONE)
    content = bench.path(PICTURE).read_bytes()
    bench.path(PICTURE).write_bytes(content[:-4000] + bytes(4000))
    return bench.run(*ONE)


@trips("manifest-unreadable")
def list_that_is_cut_short(bench: Bench) -> list[Finding]:
    bench.run(*ONE)
    bench.write("out/manifest.json", bench.path("out/manifest.json").read_bytes()[:-200])
    return bench.run(*ONE)


@trips("manifest-entry")
def entry_with_the_path_of_a_file_elsewhere(bench: Bench) -> list[Finding]:
    bench.run(*ONE)
    bench.edit("out/manifest.json", '"previews/petition-A4.png"', '"../materials/petition.yaml"')
    return bench.run(*ONE)


@trips("leads-outside")
def folder_that_is_a_link(bench: Bench) -> list[Finding]:
    bench.path("elsewhere/file").touch()
    bench.path("out/file").touch()
    bench.path("out/previews").symlink_to(bench.root / "elsewhere")
    return bench.run(*ONE)


@trips("worker-ended")
def piece_whose_process_is_killed(bench: Bench) -> list[Finding]:
    bench.keep("petition", formats="[A4, A5]")
    real, parent = pipeline.made, os.getpid()

    def killed(piece: pipeline.Piece, names: tuple[str, ...], *more: object) -> object:
        if piece.name == "petition-A5" and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(piece, names, *more)  # type: ignore[arg-type]
    with (mock.patch.object(pipeline, "made", killed), mock.patch.object(workers, "cores", return_value=2),
          mock.patch.object(pipeline, "WORTH_WORKERS", 2)):
        return bench.run("--edition", "preview")
