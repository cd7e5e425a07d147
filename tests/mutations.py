"""The one-line changes that can be made to a module: what a slip of the hand would write."""

from __future__ import annotations

import ast
from collections.abc import Iterator

# Operators and what is easily written for them: the boundary, and the opposite.
_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,)}
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Add,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "sum": "max", "sorted": "list"}
# What a reader alone sees: sentences, and what Python checks about itself.
_UNSEEN_CALLS = {"N_", "dataclass", "code", "Literal", "cast", "TypeVar"}
_UNSEEN_WORDS = {"strict", "why", "mend", "source", "slots", "frozen"}


def mutations(source: str) -> Iterator[tuple[int, str, str]]:
    """Line from 1, kind, and the new line, of each change that leaves the module one that compiles."""
    lines = source.splitlines()
    for node in _seen(ast.parse(source)):
        for kind, old, new in _changes(node):
            if old.lineno != old.end_lineno:
                continue
            line = lines[old.lineno - 1].encode()
            after = (line[:old.col_offset] + new.encode() + line[old.end_col_offset:]).decode()
            changed = "\n".join([*lines[:old.lineno - 1], after, *lines[old.lineno:]])
            if after != lines[old.lineno - 1] and _compiles(changed):
                yield old.lineno, kind, after


def _seen(node: ast.AST) -> Iterator[ast.AST]:
    """Nodes that do something: no annotations, no docstrings, no sentences."""
    yield node
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _UNSEEN_CALLS:
        return
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns") or (isinstance(node, ast.JoinedStr)):
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, ast.AST) and not (isinstance(each, ast.keyword) and each.arg in _UNSEEN_WORDS):
                yield from _seen(each)


Change = tuple[str, ast.expr | ast.stmt, str]


def _changes(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        yield from _compared(node)
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "and for or", node, f"({ast.unparse(ast.BoolOp(other, node.values))})"
    elif isinstance(node, ast.BinOp) and type(node.op) in _COUNTED:
        if not any(isinstance(side, ast.Constant | ast.JoinedStr) and not _number(side)
                   for side in (node.left, node.right)):
            yield "operator", node, f"({ast.unparse(ast.BinOp(node.left, _COUNTED[type(node.op)](), node.right))})"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield "not" if isinstance(node.op, ast.Not) else "sign", node, ast.unparse(node.operand)
    elif isinstance(node, ast.If | ast.While | ast.IfExp | ast.comprehension):
        tests = node.ifs if isinstance(node, ast.comprehension) else [node.test]
        for test in tests:
            yield "condition turned", test, f"(not ({ast.unparse(test)}))"
    elif isinstance(node, ast.Constant):
        yield from _constant(node)
    elif isinstance(node, ast.Call):
        yield from _called(node)
    elif isinstance(node, ast.Return) and node.value and not isinstance(node.value, ast.Constant):
        yield "return", node.value, "None"
    elif isinstance(node, ast.Slice):
        yield from (("slice", edge, f"({ast.unparse(edge)}) + 1") for edge in (node.lower, node.upper) if edge)


def _number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


def _compared(node: ast.Compare) -> Iterator[Change]:
    for at, operator in enumerate(node.ops):
        for other in _COMPARED[type(operator)]:
            kind = "boundary" if {type(operator), other} in ({ast.Lt, ast.LtE}, {ast.Gt, ast.GtE}) else "comparison"
            operators = [*node.ops[:at], other(), *node.ops[at + 1:]]
            yield kind, node, f"({ast.unparse(ast.Compare(node.left, operators, node.comparators))})"


def _constant(node: ast.Constant) -> Iterator[Change]:
    if isinstance(node.value, bool):
        yield "truth", node, repr(not node.value)
    elif isinstance(node.value, int):
        yield "number", node, repr(node.value + 1)
    elif isinstance(node.value, float):
        yield "number", node, repr(round(node.value * 1.25, 6) if node.value else 1.0)


def _called(node: ast.Call) -> Iterator[Change]:
    def again(args: list[ast.expr], keywords: list[ast.keyword]) -> str:
        return ast.unparse(ast.Call(node.func, args, keywords))
    if isinstance(node.func, ast.Name) and node.func.id in _UNSEEN_CALLS:
        return
    if isinstance(node.func, ast.Name) and node.func.id in _CALLED:
        yield "function", node, ast.unparse(ast.Call(ast.Name(_CALLED[node.func.id]), node.args, node.keywords))
    if len(node.args) > 1:
        yield "argument dropped", node, again(node.args[:-1], node.keywords)
        first, second, *rest = node.args
        yield "arguments swapped", node, again([second, first, *rest], node.keywords)
    for at, word in enumerate(node.keywords):
        if word.arg and word.arg not in _UNSEEN_WORDS:
            yield "argument dropped", node, again(node.args, [*node.keywords[:at], *node.keywords[at + 1:]])


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True
