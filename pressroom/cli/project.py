"""The commands that look at the project: check, list, explain, schema, new, contact."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from pressroom.cli.console import Voice
from pressroom.commands import COMMANDS
from pressroom.findings import N_, Place, Refused, code, finding, nearest

NO_SUCH_CODE = code(
    "no-such-code",
    N_("The command names a rule that does not exist."),
    N_("`render.py list checks` names the rules of preflight; every finding shows its own in brackets."))
NOTHING_TO_START_FROM = code("nothing-to-start-from", N_("Pieces of this kind are begun from one that is there."),
                             N_("Copy a material of this kind and change its words."))
EXISTS = code("exists", N_("A new material is never written over an old one."), N_("Choose another name."))
NO_PREVIEWS = code("no-previews", N_("A contact sheet is made of the previews that a build leaves."),
                   N_("Build first: `render.py`."))


def check(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Judge the specifications, as far as marks at their places; write nothing."""
    from datetime import date

    from pressroom.build.pipeline import checked

    findings = checked(root, tuple(told.names), date.today().isoformat())
    if told.explain_typography:
        _explain_typography(root, tuple(told.names), voice)
    voice.findings(findings)
    failing = sum(item.fails for item in findings)
    if failing:
        voice.tell(N_("{count} mistakes"), count=failing)
        return 1
    voice.tell(N_("no mistakes; {count} warnings"), count=len(findings))
    return 0


def _explain_typography(root: Path, names: tuple[str, ...], voice: Voice) -> None:
    from pressroom.build.pipeline import typography_changes

    for place, change in typography_changes(root, names):
        voice.plain(f"{place}: {change.rule}: {_visible(change.before)} > {_visible(change.after)}")


def _visible(text: str) -> str:
    return text.replace("\u00a0", "[U+00A0]").replace("\u202f", "[U+202F]").replace(" ", "[ ]")


def list_things(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Name what the project has."""
    if told.things == "checks":
        from pressroom import preflight

        for one in preflight.checks_available():
            voice.plain(f"{one.code}\t{voice.translate(one.summary)}\t{one.source}")
    elif told.things == "elements":
        from pressroom.elements.base import kinds

        for name, kind in kinds().items():
            voice.plain(f"{name}\t{(kind.__doc__ or '').strip().splitlines()[0]}")
    else:
        from pressroom import load

        job = load.job(root)
        voice.findings(job.findings)
        for line in _listed(getattr(job, told.things)):
            voice.plain(line)
    return 0


def _listed(things: dict[str, object]) -> Iterable[str]:
    for name, thing in things.items():
        formats = ", ".join(getattr(thing, "formats", ()))
        yield "\t".join(part for part in (name, str(getattr(thing, "title", "")), formats) if part)


def explain(root: Path, told: argparse.Namespace, voice: Voice) -> int:  # noqa: ARG001
    """Say why a rule is there, who asks for it, what to do, who may weigh it, and show an example of the fault."""
    from pressroom.build.rulebook import every_code
    from pressroom.text import examples

    known = every_code()
    rule = known.get(told.code)
    if rule is None:
        near = nearest(told.code, known)
        raise Refused([finding(NO_SUCH_CODE, N_("there is no rule {name}"), N_("did you mean {near}?") if near else "",
                               name=told.code, near=near)], exit_code=2)
    voice.plain(f"{rule.name} ({voice.translate(rule.severity.value)})")
    voice.plain(voice.translate(rule.why))
    voice.tell(N_("What to do: {mend}"), mend=voice.translate(rule.mend))
    if rule.source:
        voice.tell(N_("Source: {source}"), source=rule.source)
    voice.tell(N_("A printer's preset may change its weight, or waive it with a reason.") if rule.weighable else
               N_("No printer's preset can change its weight."))
    if example := examples.examples().get(rule.name):
        voice.tell(N_("For example:"))
        for line in examples.lines(example, voice.translate):
            voice.plain(f"  {line}")
    return 0


def schema(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Write the schemas, one file each."""
    from pressroom.publish.folder import write_all
    from pressroom.specs.schema import schemas

    folder = root / told.out
    write_all(folder, {f"{name}.schema.json": text.encode() for name, text in schemas().items()})
    voice.tell(N_("{count} schemas written to {folder}"), count=len(schemas()), folder=told.out)
    return 0


def new(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Write a material to fill in, with every slot of the layout and what belongs there."""
    from pressroom import library, load
    from pressroom.field_types import NAME
    from pressroom.publish.folder import write_all
    from pressroom.specs.starting import starting_material
    from pressroom.specs.starting_written import STARTERS

    job = load.job(root)
    if not NAME.match(told.name) or told.name in COMMANDS or told.name == "campaign":
        raise Refused([finding(load.FILE_NAME, N_("{name} cannot name a piece"),
                               N_("small letters, digits and hyphens; no command's name"), name=told.name)],
                      exit_code=2)
    if told.name in job.names:
        raise Refused([finding(EXISTS, N_("{name} is there already"), name=told.name,
                               source=Place(Path(library.material_file(told.name, job.documents))))])
    layout = job.layouts.get(told.layout)
    if layout is None:
        from pressroom.specs.validate import UNKNOWN_NAME

        near = nearest(told.layout, job.layouts)
        raise Refused([*job.findings, finding(UNKNOWN_NAME, N_("there is no layout {name}"),
                                              N_("did you mean {near}?") if near else "", name=told.layout, near=near)],
                      exit_code=2)
    if layout.flow and layout.kind not in STARTERS:
        raise Refused([finding(NOTHING_TO_START_FROM, N_("there is nothing to start a {kind} from"),
                               kind=layout.kind)], exit_code=2)
    folder, starter = STARTERS.get(layout.kind, ("materials", None))
    text = starter(told.name, told.layout, job.campaign) if starter else starting_material(
        told.name, told.layout, layout, job.campaign)
    write_all(root / folder, {f"{told.name}.yaml": text.encode()})
    voice.tell(N_("{path} is there to fill in; then: render.py {name}"), path=f"{folder}/{told.name}.yaml",
               name=told.name)
    return 0


def contact(root: Path, told: argparse.Namespace, voice: Voice) -> int:
    """Every piece on one picture, from the previews that a build has left."""
    from pressroom.publish import manifest
    from pressroom.publish.contact import contact_sheet, pieces
    from pressroom.publish.folder import write_all

    out = root / told.out
    rows = pieces(manifest.read(out), (told.format or "A3", "A3", "A4"))
    if not rows:
        raise Refused([finding(NO_PREVIEWS, N_("there are no previews in {folder}"), N_("run: render.py"),
                               folder=told.out)])
    write_all(out, {"contact.png": contact_sheet(out, rows)})
    voice.tell(N_("{count} pieces on {path}"), count=len(rows), path=f"{told.out}/contact.png")
    return 0
