"""Random Unicode in the fields of a project's specifications, in the interpreter of one command.

`python -m tests.wear.fields SEED COUNT`, in a project: each line of the output is one input as JSON, with the file, the
text, the exit code of `check`, its messages, and the exception that escaped it.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import yaml

from pressroom.cli import run

PLANES = ((0x20, 0x24F), (0x300, 0x36F), (0x590, 0x6FF), (0x900, 0xDFF), (0x2000, 0x2BFF), (0xE000, 0xE0FF),
          (0xFE00, 0xFFFD), (0x1F300, 0x1FAFF), (0xE0000, 0xE01FF), (0x4E00, 0x9FFF), (0x10000, 0x10FFF))
FILES = ("materials/campaign.yaml", "materials/petition.yaml", "materials/letters/*.yaml", "assets/brand.yaml",
         "assets/printers/online.yaml", "assets/letters/*.yaml")


def fields(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Every value of a document."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from fields(each)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from fields(value)


def with_text(source: str, node: yaml.ScalarNode, text: str) -> str:
    """The document with another text as this value."""
    quoted = "'" + text.replace("'", "''") + "'"
    end = "\n" if node.style in ("|", ">") else ""
    return source[:node.start_mark.index] + quoted + end + source[node.end_mark.index:]


def main(seed: str, count: int) -> None:
    root, chance = Path.cwd(), random.Random(seed)
    files = [path for pattern in FILES for path in sorted(root.glob(pattern))]
    for _ in range(count):
        path = chance.choice(files)
        source = path.read_text(encoding="utf-8")
        text = "".join(chr(chance.randint(*chance.choice(PLANES))) for _ in range(chance.choice((1, 8, 60, 400))))
        path.write_text(with_text(source, chance.choice([*fields(yaml.compose(source))]), text), encoding="utf-8")
        code, escaped, err = -1, "", io.StringIO()
        try:
            with contextlib.redirect_stderr(err), contextlib.redirect_stdout(io.StringIO()):
                code = run(root, ["check", "--lang", "en"])
        except Exception:
            escaped = traceback.format_exc()
        path.write_text(source, encoding="utf-8")
        print(json.dumps([path.relative_to(root).as_posix(), text, code, err.getvalue()[:2000], escaped]))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
