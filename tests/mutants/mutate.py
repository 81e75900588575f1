"""Which small mistakes can stand in a function's code? Each mutant is the code of one function with one of them."""

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from types import CodeType
from typing import NamedTuple

SWAPPED: dict[type[ast.AST], Callable[[], ast.AST]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Mutant(NamedTuple):
    """A function with a mistake in it."""

    name: str
    """The function's, with that of its class."""
    line: int
    what: str
    code: CodeType


def mutants(text: str, path: str) -> Iterator[Mutant]:
    """Give every mutant of a module's functions; what a module does while it is imported is left alone."""
    module = ast.parse(text)
    for name, function in _functions(module, ""):
        for change in _changes(function):
            whole = deepcopy(module)
            copy = next(one for one_name, one in _functions(whole, "") if one_name == name)
            line, what = change(copy)
            ast.fix_missing_locations(whole)
            code = _found(compile(whole, path, "exec"), name)
            if code:
                yield Mutant(name, line, what, code)


def _functions(holder: ast.AST, prefix: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for one in getattr(holder, "body", ()):
        if isinstance(one, ast.FunctionDef):
            yield prefix + one.name, one
        elif isinstance(one, ast.ClassDef):
            yield from _functions(one, f"{prefix}{one.name}.")


def _found(code: CodeType, name: str) -> CodeType | None:
    for part in name.split("."):
        code = next((one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == part), code)
    return code if code.co_name == name.rpartition(".")[2] else None


Change = Callable[[ast.FunctionDef], tuple[int, str]]
"""Makes a mistake in a copy of the function, and says where and which."""


def _changes(function: ast.FunctionDef) -> Iterator[Change]:
    """Give the mistakes by the place of the node in the walk, which is the same in each copy."""
    body = [at for at, one in enumerate(ast.walk(function)) if one not in _outside(function)]
    nodes = list(ast.walk(function))
    for at in body:
        for kind in _kinds(nodes[at]):
            yield lambda copy, at=at, kind=kind: _make(list(ast.walk(copy))[at], kind)  # type: ignore[misc]


def _outside(function: ast.FunctionDef) -> set[ast.AST]:
    """Return what is no code of the function: its decorators, annotations, defaults and its docstring."""
    parts: list[ast.AST] = [*function.decorator_list, function.args, *([function.returns] if function.returns else [])]
    first = function.body[0]
    parts += [first] if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) else []
    parts += [one.annotation for one in ast.walk(function) if isinstance(one, ast.AnnAssign)]
    parts += [one for one in ast.walk(function) if isinstance(one, ast.Raise)]  # words of messages
    return {inner for part in parts for inner in ast.walk(part)}


def _kinds(node: ast.AST) -> Iterator[str]:  # noqa: C901 - a table
    match node:
        case ast.BinOp() | ast.BoolOp() if type(node.op) in SWAPPED:
            yield "operator"
        case ast.Compare():
            yield "comparison"
        case ast.If() | ast.IfExp():
            yield from ("always", "never")
        case ast.comprehension() if node.ifs:
            yield "all"
        case ast.Constant(value=int() | str() | bytes()) if node.value != "":
            yield "constant"
        case ast.UnaryOp(op=ast.Not()):
            yield "not"
        case ast.Return(value=ast.expr()) if not isinstance(node.value, ast.Constant):
            yield "nothing"
        case ast.Expr(value=ast.Call()):
            yield "dropped"


def _make(node: ast.AST, kind: str) -> tuple[int, str]:
    """Make a mistake in a node."""
    one: object = node
    line = getattr(node, "lineno", 0) or getattr(getattr(node, "target", None), "lineno", 0)
    before = ast.unparse(node)[:60]
    match one, kind:
        case ((ast.BinOp() | ast.BoolOp()), _):
            one.op = SWAPPED[type(one.op)]()  # type: ignore[assignment]
        case ast.Compare(), _:
            one.ops[0] = SWAPPED[type(one.ops[0])]()  # type: ignore[call-overload]
        case ((ast.If() | ast.IfExp()), _):
            one.test = ast.Constant(kind == "always")
        case ast.comprehension(), _:
            one.ifs = []
        case ast.Constant(), _:
            old = one.value
            one.value = not old if isinstance(old, bool) else old + 1 if isinstance(old, int) else type(old)()  # type: ignore[misc]
        case ast.UnaryOp(), _:
            one.operand = ast.UnaryOp(ast.Not(), one.operand)
        case ((ast.Return() | ast.Expr()), _):
            one.value = ast.Constant(None)
    return line, f"{kind}: {before!r}"
