"""How what is drawn shares the sheet: margins, sizes, edges, baselines, empty room, codes. A module is a rule.

Everything is measured on the marks, never on the boxes of the layout: words count as the outlines of their glyphs,
drawings as their shapes, a code as its dark square (`measure.py`). The rules judge what hangs, in the edition for the
printer: the others are the same sheet. Two of them, `shapes-merge` and `number-parted`, also judge leaflets, and the
second every text.
"""
