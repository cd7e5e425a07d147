"""The starting text of a printer's preset: every requirement, with a comment on each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from pressroom.findings import DID_YOU_MEAN, N_, Refused, code, finding, nearest
from pressroom.patterns import regex
from pressroom.specs.conditions import CONDITIONS
from pressroom.specs.document import Tree
from pressroom.specs.printer import PrinterSpec
from pressroom.text.translation import Translate, filled

BAD_SETTING = code("bad-wish", N_("--set takes a key of the preset, an equals sign and a value."),
                   N_("Write for example --set bleed=5mm --set imprint.name=\"Imprimerie du Port\"."))

# The keys of a preset in order, each with its comment.
_REMARKS = {
    "title": "", "standard": "PDF/X-4 | PDF/X-1a:2003",
    "gwg": "sheet-cmyk | magazine | newspaper | digital | large-format",
    "condition": N_("{conditions}, or identifier, name and profile of another"), "bleed": "", "safe": "",
    "scale": N_("1:10 for sheets that are longer than scale-above"), "scale-above": "", "user-unit": "",
    "marks": N_("none | crop | full, or a list of crop, fold, registration, bar, slug"),
    "ink-limit": N_("per cent, the most ink in one place"), "rich-black": N_("per cent, the most ink of a black"),
    "pictures": N_("effective ppi; per: metre divides by the reading distance"),
    "bitmaps": N_("the same for one-bit pictures"),
    "text": N_("least sizes in one ink, and in white or several"), "lines": N_("least widths, likewise"),
    "spots": "none | any | [PANTONE 286 C]", "steps": "none | any | [Cutting, Creasing, White]",
    "step-names": "", "hidden": N_("strips that nobody sees, such as bottom: 100mm"), "finish": "", "file-name": "",
    "imprint": N_("the law of 29 July 1881, article 3"),
    "stock": N_("grain: along | across | unknown; scored from 170 g on"), "contact": "",
    "language": N_("fr | en: of the slug line"), "severities": N_("weights by code: error | warning | note"),
    "waivers": N_("list of code and reason"), "source": N_("who says so, and when"),
}
# Questions on a terminal, in order.
QUESTIONS: tuple[tuple[str, str], ...] = (
    ("title", N_("What is this printer called in lists?")), ("imprint.name", N_("Name for the imprint?")),
    ("imprint.address", N_("Town or address for the imprint?")), ("standard", N_("PDF/X-4 or PDF/X-1a:2003?")),
    ("condition", N_("Printing condition: FOGRA39, FOGRA47, FOGRA51 or FOGRA52?")), ("bleed", N_("Bleed?")),
    ("safe", N_("Safe margin?")), ("marks", N_("Marks: none, crop or full?")), ("ink-limit", N_("Most ink, per cent?")),
    ("spots", N_("Spot colours: none, any, or [names]?")), ("stock.name", N_("Stock, by name?")),
    ("stock.gsm", N_("Its weight in g/m²?")), ("contact.name", N_("Name of the contact?")),
    ("contact.email", N_("E-mail address of the contact?")), ("source", N_("Source of these values, with its date?")),
)
_OF_VARIANTS = ("pictures", "bitmaps", "text", "lines", "spots")
_PLAIN = regex(r"[A-Za-z0-9][A-Za-z0-9 ./%-]*")
_YAML_WORDS = frozenset({"true", "false", "yes", "no", "null", "on", "off"})

Branch = dict[str, Tree]


def with_settings(base: Mapping[str, Tree], settings: Sequence[str], translate: Translate = str) -> Branch:
    """The base with each setting `key=value` applied; a key may be nested (`imprint.name`).

    Raises:
        Refused: a setting is not such a pair, or a preset has no such key.
    """
    preset: Branch = {key: dict(value) if isinstance(value, dict) else value for key, value in base.items()}
    findings = []
    for setting in settings:
        key, equals, value = setting.partition("=")
        first, _, inner = key.strip().partition(".")
        if not equals or first not in _REMARKS:
            near = nearest(first, _REMARKS)
            findings.append(finding(BAD_SETTING, N_("{setting} does not set a key of a preset"),
                                    DID_YOU_MEAN if near else "", setting=setting, near=near))
            continue
        _put(preset, first, inner, _value(value.strip()))
    if findings:
        raise Refused(findings, exit_code=2)
    changed = [setting.partition("=")[0].strip() for setting in settings]
    if changed and "source" not in changed:  # the source of other values is no source for the changed ones
        keys = ", ".join(dict.fromkeys(changed))
        preset["source"] = filled(translate(N_("{keys}: as told on the command line. Else: {source}")),
                                  {"keys": keys, "source": str(preset.get("source", ""))})
    return preset


def _put(preset: Branch, first: str, inner: str, value: Tree) -> None:
    if not inner:
        preset[first] = value
        return
    branch = preset.get(first)
    preset[first] = {**(branch if isinstance(branch, dict) else {}), inner: value}


def _value(text: str) -> Tree:
    """A value of the command line: `[a, b]` is a list, anything else is text."""
    if text.startswith("[") and text.endswith("]"):
        return [item.strip().strip("\"'") for item in text[1:-1].split(",") if item.strip()]
    return text


def current(tree: Mapping[str, Tree], key: str) -> str:
    """The value of a preset's key on one line, for a question."""
    first, _, inner = key.partition(".")
    value = tree.get(first)
    if inner:
        value = value.get(inner) if isinstance(value, dict) else None
    if first == "condition" and isinstance(value, dict):
        value = value.get("identifier")
    return "" if value is None else value if isinstance(value, str) else _flow(value)


def starting_printer(tree: Mapping[str, Tree], translate: Translate = str) -> str:
    """YAML of a whole preset: the values of `tree`, and defaults for the rest; comments as `translate` has them."""
    usual = defaults()
    if tree.get("gwg"):  # its figures are the preset's, unless it has its own
        usual = {key: value for key, value in usual.items() if key not in _OF_VARIANTS}
    whole = {**usual, **tree}
    lines = []
    for key, remark in _REMARKS.items():
        value = whole.get(key)
        if value is None or (value == "" and key not in ("title", "source")):
            continue
        line = f"{key}: {_flow(value)}"
        shown = filled(translate(remark), {"conditions": " | ".join(CONDITIONS)}) if remark else ""
        lines.append(f"{line}        # {shown}" if shown else line)
    return "\n".join(lines) + "\n"


def defaults() -> dict[str, Tree]:
    """The defaults of the model, as in a file."""
    fields = PrinterSpec.model_fields
    defaults: dict[str, Tree] = {"standard": fields["standard"].default, "file-name": fields["file_name"].default,
                                 "language": fields["language"].default, "marks": "none", "spots": "none",
                                 "bitmaps": {"error": "549", "warning": "799"},
                              "pictures": {"error": "149", "warning": "224"}, "ink-limit": "300", "rich-black": "240",
                                 "text": {"least": "5pt", "reversed": "8pt"},
                                 "lines": {"least": "0.25pt", "reversed": "0.25pt"},
                                 "imprint": {"name": "", "address": ""}, "contact": {"name": "", "email": ""}}
    return defaults


def _flow(value: Tree) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    text = value or ""
    plain = _PLAIN.fullmatch(text) and text.strip() == text and text.lower() not in _YAML_WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)
