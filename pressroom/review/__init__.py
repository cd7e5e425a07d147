"""What can be judged before ink is laid: a fitted piece in, findings out.

    findings = review(fit)

Each rule is one function of a module of this folder, found by folder (`rule.py` says what a rule is). Findings are as
heavy as their rules say; the build weighs them by the printer's preset.
"""

from __future__ import annotations

from pressroom.findings import Finding
from pressroom.review.part import ReviewedPart
from pressroom.review.placed_findings import pointed
from pressroom.review.rule import every
from pressroom.stages import Fit

__all__ = ["composition_of", "every", "parts_of", "pointed", "review"]


def review(fit: Fit) -> tuple[Finding, ...]:
    """Everything that the rules find in a fitted piece, unweighed."""
    parts = parts_of(fit)
    return tuple(item for rule in every() if rule.applies(fit.piece) for item in rule.findings(fit, parts))


def composition_of(fit: Fit) -> tuple[Finding, ...]:
    """What the rules of composition alone find, unweighed."""
    parts = parts_of(fit)
    return tuple(item for rule in every() if rule.of_composition and rule.applies(fit.piece)
                 for item in rule.findings(fit, parts))


def parts_of(fit: Fit) -> list[ReviewedPart]:
    """The parts of a fitted piece, in reading order."""
    if fit.leaflet:
        return [ReviewedPart(panel.fitted, panel) for panel in fit.leaflet.panels]
    return [ReviewedPart(fitted) for fitted in fit.parts]
