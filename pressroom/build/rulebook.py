"""The rules that findings cite, all of them; and whether a printer's preset names them rightly."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping

from pressroom import library
from pressroom.findings import DID_YOU_MEAN, N_, Finding, FindingCode, code, codes, finding, nearest
from pressroom.specs.document import Location
from pressroom.stages import Job

UNKNOWN_RULE = code(
    "unknown-rule", N_("A weight or a waiver for a rule that does not exist changes nothing, and nobody would notice."),
    N_("Correct the code: every finding shows its own in brackets, `render.py list checks` names those of preflight."))
FIXED_RULE = code(
    "fixed-rule",
    N_("Some mistakes leave nothing to print, such as a text that does not fit or a file that is missing; others do "
       "not concern a printer, such as the age of a register. No preset can weigh or waive them."),
    N_("Take the code out of the preset, and mend what it names where it occurs."))


def every_code() -> Mapping[str, FindingCode]:
    """Every rule of the program; whatever declares one is imported for it."""
    import pressroom

    for module in pkgutil.walk_packages(pressroom.__path__, "pressroom."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return codes()


def unknown_rules(job: Job) -> Iterator[Finding]:
    """Findings about codes that presets name under severities: and waivers:, each at its line."""
    for name, printer in job.printers.items():
        document = job.documents[library.spec_file("assets/printers", name, job.documents)]
        entries: list[tuple[str, Location]] = [(rule, ("severities", rule)) for rule in printer.severities]
        entries += [(waiver.code, ("waivers", number, "code")) for number, waiver in enumerate(printer.waivers)]
        if not entries:
            continue
        known = every_code()
        for rule, at in entries:
            place = document.place(at, of_key=at[0] == "severities")
            if rule not in known:
                near = nearest(rule, known)
                yield finding(UNKNOWN_RULE, N_("there is no rule {name}"), DID_YOU_MEAN if near else "", source=place,
                              name=rule, near=near)
            elif not known[rule].weighable:
                yield finding(FIXED_RULE, N_("a printer's preset has no say on the rule {name}"), source=place,
                              name=rule)
