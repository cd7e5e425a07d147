"""Rules of composition, and what the campaign's own pieces do not keep of them yet."""

_FOOT = {"foot-high", "foot-margins", "baselines-off", "code-could-grow"}
# By material: the rules that its layout breaks; empty once the layouts are drawn by these rules.
NOT_YET = {"petition": _FOOT | {"empty-band"},
           "triptych-patients": _FOOT | {"empty-band", "nothing-leads", "many-left-edges"}}
