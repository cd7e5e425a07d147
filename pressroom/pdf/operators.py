"""The operands that each operator of a content stream takes (ISO 32000-1, annex A)."""

from __future__ import annotations

from pressroom.pdf.content import Instruction
from pressroom.pdf.objects import Name

_NUMBER = float
_TYPES: tuple[tuple[str, list[type]], ...] = (
    ("b B b* B* BT ET BX EX EMC f F f* h n q Q s S T* W W*", []),
    ("G g i j J M w Tc Tw Tz TL Tr Ts", [_NUMBER]),
    ("l m Td TD d0", [_NUMBER] * 2),
    ("RG rg", [_NUMBER] * 3),
    ("K k v y re", [_NUMBER] * 4),
    ("c cm Tm d1", [_NUMBER] * 6),
    ("gs cs CS Do sh ri BMC MP", [Name]),
    ("Tj '", [bytes]),
    ("d", [list, _NUMBER]), ("Tf", [Name, _NUMBER]), ('"', [_NUMBER, _NUMBER, bytes]), ("TJ", [list]),
    ("BI", [dict, bytes]),
)
_TAKES = {name: types for names, types in _TYPES for name in names.split()}
_MARKED: tuple[list[type], ...] = ([Name, dict], [Name, Name])
_MOST_PARTS = 32


def makes_sense(instruction: Instruction) -> bool:
    """Whether the operator exists and has exactly the operands that it takes."""
    types = list(map(type, instruction.operands))
    takes = _TAKES.get(instruction.operator)
    if takes is not None:
        return types == takes and (takes != [list] or set(map(type, instruction.operands[0])) <= {float, bytes})
    if instruction.operator in ("BDC", "DP"):
        return types in _MARKED
    if instruction.operator in ("scn", "SCN") and types[-1:] == [Name]:
        types.pop()
        return types == [_NUMBER] * len(types) and len(types) <= _MOST_PARTS
    if instruction.operator in ("sc", "SC", "scn", "SCN"):
        return 0 < len(types) <= _MOST_PARTS and types == [_NUMBER] * len(types)
    return False
