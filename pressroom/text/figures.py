"""What to type for a figure that the campaign does not have: the nearest name, else all names with their values."""

from __future__ import annotations

from collections.abc import Mapping

from pressroom.findings import DID_YOU_MEAN, N_, nearest

_PREFIX = "figures."


def figure_hint(name: str, figures: Mapping[str, str]) -> tuple[str, str, str]:
    """A hint for `{name}`, and what fills its `{near}` and `{known}`; `figures` are the values by `figures.NAME`.

    Names are compared without `figures.`, which all of them share: with it, any of them would be near.
    """
    own = {key.removeprefix(_PREFIX): key for key in figures}
    near = own.get(nearest(name.rpartition(".")[2], own), "")
    known = ", ".join(f"{{{key}}} ({value})" for key, value in figures.items())
    hint = DID_YOU_MEAN if near else N_("there is: {known}") if known else N_("add it to figures: in campaign.yaml")
    return hint, near, known
