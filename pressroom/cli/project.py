"""Commands on the project: check, list, explain, schema, new, contact."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pressroom.cli.console import Console
from pressroom.findings import N_, Refused, Severity, code, finding, nearest
from pressroom.text import translation
from pressroom.text.translation import Translate

if TYPE_CHECKING:
    from pressroom.stages import Job

NO_SUCH_CODE = code(
    "no-such-code",
    N_("The command names a rule that does not exist."),
    N_("`render.py list checks` names the rules of preflight; every finding shows its own in brackets."))
NO_PREVIEWS = code("no-previews", N_("A contact sheet is made of the previews that a build leaves."),
                   N_("Build first: `render.py`."))


def check(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Check the specifications up to laid-out sheets; write nothing."""
    from datetime import date

    from pressroom.build.pipeline import checked

    findings = checked(root, tuple(args.names), date.today().isoformat())
    if args.explain_typography:
        _explain_typography(root, tuple(args.names), console)
    if args.spelling:
        from pressroom.build.spelling import spelling

        findings = [*findings, *spelling(root, tuple(args.names))]
    counts = console.findings(findings)
    if failing := counts[Severity.ERROR]:
        console.print(N_("{count} mistake{count||s}"), count=failing)
        return 1
    console.print(N_("no mistakes; {count} warning{count||s}"), count=counts[Severity.WARNING])
    return 3 if counts[Severity.NOT_RUN] and args.spelling else 0


def _explain_typography(root: Path, names: tuple[str, ...], console: Console) -> None:
    from pressroom.build.pipeline import typography_changes

    for place, change in typography_changes(root, names):
        console.print_line(f"{place}: {change.rule}: {_visible(change.before)} > {_visible(change.after)}")


def _visible(text: str) -> str:
    return text.replace("\u00a0", "[U+00A0]").replace("\u202f", "[U+202F]").replace(" ", "[ ]")


def list_things(root: Path, args: argparse.Namespace, console: Console) -> int:
    """List what the project has."""
    if args.things == "checks":
        from pressroom import preflight

        for check in preflight.checks_available():
            source = translation.source(check.source, console.translate)
            console.print_line(f"{check.code}\t{console.translate(check.summary)}\t{source}")
    elif args.things == "fixups":
        from pressroom.desk.fixing import every

        for each in every():
            console.print_line(f"{each.name}\t{console.translate(each.says)}\t"
                               f"{console.translate(N_('every repair') if each.repairs else N_('when asked for'))}")
    elif args.things == "elements":
        from pressroom.elements.base import kinds, summary_of

        for name, kind in kinds().items():
            console.print_line(f"{name}\t{console.translate(summary_of(kind))}")
    else:
        from pressroom import load

        job = load.job(root)
        console.findings(job.findings)
        pictures = _pictures_of_layouts(root) if args.things == "layouts" else {}
        for line in _lines(getattr(job, args.things), pictures, console.translate):
            console.print_line(line)
    return 0


def _lines(things: Mapping[str, object], pictures: Mapping[str, str],
           translate: Translate) -> Iterable[str]:
    """A line for each thing: its name, its title, what it is for, its formats, a picture of it."""
    for name, thing in things.items():
        title, says = (str(getattr(thing, key, "")) for key in ("title", "says"))
        if not hasattr(thing, "formats"):  # a material's title is the user's own
            title, says = (translate(text) if text else "" for text in (title, says))
        formats = ", ".join(getattr(thing, "formats", ()))
        yield "\t".join(part for part in (name, title, says, formats, pictures.get(name, "")) if part)


def _pictures_of_layouts(root: Path) -> dict[str, str]:
    """The preview of a piece of each layout, by the layout's name, where the last build left one in out/."""
    from pressroom.publish import stored_manifest

    out = root / "out"
    previews = [entry for entry in stored_manifest.read(out).entries.values()
                if entry.edition == "preview" and (out / entry.path).is_file()] if out.is_dir() else []
    return {entry.layout: f"out/{entry.path}" for entry in sorted(previews, key=lambda entry: entry.path, reverse=True)}


def explain(root: Path, args: argparse.Namespace, console: Console) -> int:  # noqa: ARG001
    """Print a rule's reason, source, remedy and weight, and an example of the fault."""
    from pressroom.build.rulebook import every_code
    from pressroom.text import examples

    codes = every_code()
    rule = codes.get(args.code)
    if rule is None:
        near = nearest(args.code, codes)
        raise Refused([finding(NO_SUCH_CODE, N_("there is no rule {name}"), N_("did you mean {near}?") if near else "",
                               name=args.code, near=near)], exit_code=2)
    console.print_line(f"{rule.name} ({console.translate(rule.severity.value)})")
    console.print_line(console.translate(rule.why))
    console.print(N_("What to do: {mend}"), mend=console.translate(rule.mend))
    if rule.source:
        console.print(N_("Source: {source}"), source=translation.source(rule.source, console.translate))
    console.print(N_("A printer's preset may change its weight, or waive it with a reason.") if rule.weighable else
                  N_("No printer's preset can change its weight."))
    if example := examples.examples().get(rule.name):
        console.print(N_("For example:"))
        for line in examples.lines(example, console.translate):
            console.print_line(f"  {line}")
    return 0


def schema(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Write the schemas, one file each."""
    from pressroom.publish.folder import write_all
    from pressroom.specs.schema import schemas

    folder = root / args.out
    write_all(folder, {f"{name}.schema.json": text.encode() for name, text in schemas().items()})
    console.print(N_("{count} schemas written to {folder}"), count=len(schemas()), folder=args.out)
    return 0


def new(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Write a material to fill in, with every slot of the layout and what it takes; or a run of a material."""
    from pressroom import load
    from pressroom.build.starting import starting_text
    from pressroom.publish.folder import write_all

    job = load.job(root)
    if args.run:
        return _new_run(job, args, console)
    path, text = starting_text(job, args.name, args.layout, args.lang or job.campaign.language)
    write_all(root, {path: text.encode()})
    console.print(N_("{path} is ready to fill in; then: render.py {name}"), path=path, name=args.name)
    return 0


def _new_run(job: Job, args: argparse.Namespace, console: Console) -> int:
    from pressroom.publish.folder import write_all
    from pressroom.runs.new_run import new_run, take_table

    table = Path(args.table) if args.table else None
    translate = translation.translator(args.lang or job.campaign.language)
    written = new_run(job, args.name, args.run, table, translate)
    write_all(job.root, {path: text.encode() for path, text in written.items()})
    if table:
        take_table(job.root, table)
    console.print(N_("{path} is ready to fill in; then: render.py run {name}"), path=next(iter(written)),
                  name=args.name)
    return 0


def contact(root: Path, args: argparse.Namespace, console: Console) -> int:
    """Put every piece on one picture, from the previews of the last build."""
    from pressroom.cache import Cache
    from pressroom.file_index import FileIndex
    from pressroom.publish import finished, stored_manifest
    from pressroom.publish.contact import contact_sheet, pieces
    from pressroom.publish.folder import write_all

    out = root / args.out
    index = FileIndex(out, Cache(root / ".cache"))
    stored = stored_manifest.read(out, index.manifest)
    rows = pieces(stored, (args.format or "A3", "A3", "A4"))
    if not rows:
        raise Refused([*stored.findings, finding(NO_PREVIEWS, N_("there are no previews in {folder}"),
                                                 N_("run: render.py"), folder=args.out)])
    console.findings(stored.findings)
    pictures = [[finished.content_of(index, stored.entries[path]) for path in row] for row in rows]
    write_all(out, {"contact.png": contact_sheet(pictures)})
    console.print(N_("{count} piece{count||s} on {path}"), count=len(rows), path=f"{args.out}/contact.png")
    return 0
