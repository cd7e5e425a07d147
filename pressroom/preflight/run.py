"""All checks on one file."""

from __future__ import annotations

from pressroom.findings import Finding
from pressroom.preflight.judging import Judgement, judge_whole, summed_up
from pressroom.preflight.proof import Proof
from pressroom.preflight.shares import judge_in_shares


def run_all(proof: Proof) -> tuple[list[Finding], list[str], Judgement]:
    """Every finding about the proof, the codes of the checks that reached a verdict, and what was read back."""
    judgement = Judgement() if proof.trouble else judge_in_shares(proof)
    judge_whole(proof, judgement)
    return *summed_up(proof, judgement), judgement
