"""A printer's preset to start from: every demand that a press can make, with a remark on each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from pressroom.findings import DID_YOU_MEAN, N_, Refused, code, finding, nearest
from pressroom.specs.printer import CONDITIONS, PrinterSpec
from pressroom.specs.reader import Tree

BAD_WISH = code("bad-wish", N_("--set takes a key of the preset, an equals sign and a value."),
                N_("Write for example --set bleed=5mm --set imprint.name=\"Imprimerie du Port\"."))

# Every key in the order of a preset, with what is said beside it.
_REMARKS = {
    "title": "", "standard": "PDF/X-4 | PDF/X-1a:2003",
    "condition": f"{' | '.join(CONDITIONS)}, or identifier, name and profile of another", "bleed": "", "safe": "",
    "marks": "none | crop | full, or a list of crop, fold, registration, bar, slug",
    "ink-limit": "per cent, the most ink in one place", "rich-black": "per cent, the most ink of a black",
    "pictures": "effective ppi; per: metre divides by the reading distance", "bitmaps": "the same for one-bit pictures",
    "text": "least sizes in one ink, and in white or several", "lines": "least widths, likewise",
    "spots": "none | any | [PANTONE 286 C]", "file-name": "", "imprint": "the law of 29 July 1881, article 3",
    "stock": "grain: along | across | unknown; scored from 170 g on", "contact": "",
    "language": "fr | en: of the slug line", "severities": "weights by code: error | warning | note",
    "waivers": "list of code and reason", "source": "who says so, and when",
}
# What is asked on a terminal, in order.
QUESTIONS: tuple[tuple[str, str], ...] = (
    ("title", N_("What is this printer called in lists?")), ("imprint.name", N_("Name for the imprint?")),
    ("imprint.address", N_("Town or address for the imprint?")), ("standard", N_("PDF/X-4 or PDF/X-1a:2003?")),
    ("condition", N_("Printing condition: FOGRA39, FOGRA47, FOGRA51 or FOGRA52?")), ("bleed", N_("Bleed?")),
    ("safe", N_("Safe margin?")), ("marks", N_("Marks: none, crop or full?")), ("ink-limit", N_("Most ink, per cent?")),
    ("spots", N_("Spot colours: none, any, or [names]?")), ("stock.name", N_("Stock, by name?")),
    ("stock.gsm", N_("Its weight in g/m²?")), ("contact.name", N_("Whom to ask?")),
    ("contact.email", N_("At which address?")), ("source", N_("Who says all this, and of what day?")),
)
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./%-]*")
_TROUBLED = frozenset({"true", "false", "yes", "no", "null", "on", "off"})

Branch = dict[str, Tree]


def wished(base: Mapping[str, Tree], wishes: Sequence[str]) -> Branch:
    """The base with each `key=value` put in; a key may lead inside (`imprint.name`).

    Raises:
        Refused: a wish is no such pair, or its key is none of a preset's.
    """
    made: Branch = {key: dict(value) if isinstance(value, dict) else value for key, value in base.items()}
    findings = []
    for wish in wishes:
        key, equals, value = wish.partition("=")
        first, _, inner = key.strip().partition(".")
        if not equals or first not in _REMARKS:
            near = nearest(first, _REMARKS)
            findings.append(finding(BAD_WISH, N_("{wish} sets nothing of a preset"), DID_YOU_MEAN if near else "",
                                    wish=wish, near=near))
            continue
        _put(made, first, inner, _value(value.strip()))
    if findings:
        raise Refused(findings, exit_code=2)
    changed = [wish.partition("=")[0].strip() for wish in wishes]
    if changed and "source" not in changed:  # what a sheet said of another figure is no source for this one
        keys = ", ".join(dict.fromkeys(changed))
        made["source"] = f"{keys}: as told on the command line. Else: {made.get('source', '')}"
    return made


def _put(made: Branch, first: str, inner: str, value: Tree) -> None:
    if not inner:
        made[first] = value
        return
    branch = made.get(first)
    made[first] = {**(branch if isinstance(branch, dict) else {}), inner: value}


def _value(written: str) -> Tree:
    """A value as the command line has it: `[a, b]` is a list, everything else words."""
    if written.startswith("[") and written.endswith("]"):
        return [item.strip().strip("\"'") for item in written[1:-1].split(",") if item.strip()]
    return written


def current(tree: Mapping[str, Tree], key: str) -> str:
    """What a preset says under a key, in one line, as a question shows it."""
    first, _, inner = key.partition(".")
    found = tree.get(first)
    if inner:
        found = found.get(inner) if isinstance(found, dict) else None
    if first == "condition" and isinstance(found, dict):
        found = found.get("identifier")
    return "" if found is None else found if isinstance(found, str) else _flow(found)


def starting_printer(tree: Mapping[str, Tree]) -> str:
    """YAML of a whole preset: what `tree` says, and the defaults where it says nothing."""
    whole = {**_defaults(), **tree}
    lines = []
    for key, remark in _REMARKS.items():
        value = whole.get(key)
        if value is None or (value == "" and key not in ("title", "source")):
            continue
        said = f"{key}: {_flow(value)}"
        lines.append(f"{said}        # {remark}" if remark else said)
    return "\n".join(lines) + "\n"


def _defaults() -> dict[str, Tree]:
    """The model's own defaults, as they are written in a file."""
    fields = PrinterSpec.model_fields
    named: dict[str, Tree] = {"standard": fields["standard"].default, "file-name": fields["file_name"].default,
                              "language": fields["language"].default, "marks": "none", "spots": "none",
                              "bitmaps": {"error": "549", "warning": "799"},
                              "pictures": {"error": "149", "warning": "224"}, "ink-limit": "300", "rich-black": "240",
                              "text": {"least": "5pt", "reversed": "8pt"},
                              "lines": {"least": "0.25pt", "reversed": "0.25pt"},
                              "imprint": {"name": "", "address": ""}, "contact": {"name": "", "email": ""}}
    return named


def _flow(value: Tree) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    text = value or ""
    plain = _PLAIN.fullmatch(text) and text.strip() == text and text.lower() not in _TROUBLED
    return text if plain else json.dumps(text, ensure_ascii=False)
