"""Rules of composition, and what the campaign's own pieces do not keep of them yet."""

_FOOT = {"foot-high", "foot-margins", "baselines-off", "code-could-grow"}
# What any file of the catalogue may still break; empty once the layouts are drawn by these rules.
CATALOGUE = _FOOT | {"empty-band", "levels-close", "many-left-edges", "nothing-leads"}
# By material: the rules that its layout breaks; empty once the layouts are drawn by these rules.
NOT_YET = {"petition": _FOOT | {"empty-band"},
           "triptych-patients": _FOOT | {"empty-band", "nothing-leads", "many-left-edges"}}
