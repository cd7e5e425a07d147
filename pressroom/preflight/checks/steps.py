"""Processing steps: layers of dies, folds, white and varnish (ISO 19593-1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressroom.findings import N_
from pressroom.pdf.steps import layers
from pressroom.preflight.check import Fault, check, fault
from pressroom.preflight.checks.spots import separation
from pressroom.preflight.proof import Proof
from pressroom.preflight.spoils import Spoil, add_resources, catalogue, content, put, pypdf_object, set_content
from pressroom.preflight.spoils import changed as spoilt
from pressroom.preflight.walk.painted import spaces_of, what

_DIE = b"\n/OC /Step BDC /Over gs /Die CS 1 SCN 1 w 60 60 m 100 60 l S EMC\n"
_FOR_TOOLS = ("spot", "none", "pattern")  # kinds of colours that no process plate shows
_OVER = {"/Over": {"/OP": True, "/op": True, "/OPM": 1}}


def _stepped(operators: bytes, group: str = "/Structural", kind: str = "/Cutting") -> Spoil:
    """A spoil that paints on a layer of a processing step."""
    def act(writer: Any) -> None:
        layer = writer._add_object(pypdf_object({
            "/Type": "/OCG", "/Name": b"Step", "/GTS_Metadata": {
                "/GTS_ProcStepsGroup": group, "/GTS_ProcStepsType": kind}}))
        put(catalogue(writer), "/OCProperties", pypdf_object({"/OCGs": [layer], "/D": {"/Order": [layer]}}))
        add_resources(writer, {"/Properties": {"/Step": lambda _: layer}, "/ExtGState": _OVER,
                               "/ColorSpace": {"/Die": separation("/CutContour")}})
        set_content(writer, content(writer) + operators)
    return spoilt(act)


def takes(steps: tuple[str, ...], label: str) -> bool:
    """Whether these names of steps, `*` for any, have that of one."""
    return "*" in steps or label.casefold() in {each.casefold() for each in steps}


@check("step-refused",
       why=N_("A die, a fold or a white plate has to be ordered: a printer without the tool prints it as a colour, or "
              "stops the job."),
       mend=N_("Choose a printer that takes this step (steps: in its preset), or take its layer out."),
       source="ISO 19593-1:2018, rule 1; Printer's preset", needs=("finished",), spoil=_stepped(_DIE))
def step_refused(proof: Proof) -> Iterator[Fault]:
    """Every processing step is one that the printer takes; members' files have none."""
    for page in proof.pages:
        for step in sorted({thing.settings.step for thing in page.walk.on_plates} - {""}):
            if proof.brief.edition == "members" or not takes(proof.brief.steps, step):
                yield fault(N_("the processing step {step} is not one that this printer takes"), page=page, step=step)


@check("step-unknown", sees="whole",
       why=N_("A step that the standard does not have is understood by nobody, and its layer is printed."),
       mend=N_("Choose a step of ISO 19593-1, Cutting or Creasing for example."), source="ISO 19593-1:2018, rule 1",
       needs=("press",), spoil=_stepped(b"", kind="/Slicing"))
def step_unknown(proof: Proof) -> Iterator[Fault]:
    """Processing steps are those of the standard."""
    for step in layers(proof.catalogue):
        if step is not None and not step.known:
            yield fault(N_("the processing step {step} of the group {group} is not known"), step=step.kind or "-",
                        group=step.group)


@check("step-ink",
       why=N_("What is on the layer of a processing step is for a tool: in a process ink it is printed on the sheet "
              "too."),
       mend=N_("Give the step a spot colour of its own, CutContour for example."), source="ISO 19593-1:2018, rule 2",
       needs=("press", "steps"),
       spoil=_stepped(b"\n/OC /Step BDC /Over gs 0 0 0 1 K 1 w 60 60 m 100 60 l S EMC\n"))
def step_ink(proof: Proof) -> Iterator[Fault]:
    """What is on the layer of a step is in spot colours."""
    for page in proof.pages:
        for thing in page.walk.on_plates:
            if thing.settings.step and any(space.kind not in _FOR_TOOLS for space in spaces_of(thing)):
                yield fault(N_("a {thing} of the processing step {step} is not in a spot colour"), page=page,
                            area=thing.box, thing=what(thing), step=thing.settings.step)
