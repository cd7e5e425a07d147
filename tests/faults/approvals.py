"""Faults of what is approved in the studio."""

from __future__ import annotations

from pressroom.build.progress import Progress
from pressroom.findings import Finding
from pressroom.studio import tasks
from tests.faults.bench import Bench, refusal, trips


@trips("approved-not-kept")
def comparison_with_a_file_that_was_approved_elsewhere(bench: Bench) -> list[Finding]:
    task = {"root": str(bench.root), "path": "press/petition-A4.pdf", "piece": "petition-A4", "sha256": "0" * 64}
    return refusal(lambda: tasks.compare(task, Progress()))
