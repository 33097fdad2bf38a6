"""Which global names compiled code refers to: read from its instructions, nested code included."""

from __future__ import annotations

import ast
import dis
import re
import sys
from dataclasses import dataclass, field
from types import CodeType

_LOAD_GLOBAL = dis.opmap["LOAD_GLOBAL"]
_LOADS = {
    dis.opmap[name]
    for name in ("LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS", "LOAD_CLASSDEREF")
    if name in dis.opmap and name != "LOAD_CLASSDEREF"
}
_STORES = {dis.opmap[name] for name in ("STORE_NAME", "STORE_GLOBAL")}
_DELETES = {dis.opmap[name] for name in ("DELETE_NAME", "DELETE_GLOBAL")}
_ATTRIBUTES = {dis.opmap[name] for name in ("STORE_ATTR", "DELETE_ATTR")}
_IMPORT = dis.opmap["IMPORT_NAME"]
_EXTENDED = dis.EXTENDED_ARG
_SHIFTED = sys.version_info >= (3, 11)  # LOAD_GLOBAL's lowest bit asks for a NULL on the stack

# Names that give code access to the namespace as a whole, or that handle a failed look-up.
OPEN_NAMES = frozenset({"eval", "exec", "globals", "locals", "vars", "dir", "get_ipython", "NameError", "__import__"})


# Names that give code the namespace as a dict.
DICT_NAMES = frozenset({"globals", "locals", "vars"})

# Magics that look names up in the namespace itself, where no hook sees it.
_LOOKING_MAGICS = frozenset(
    {"page", "psearch", "pinfo", "pinfo2", "pdef", "pdoc", "psource", "pfile", "reset_selective", "xdel", "store"}
)
_MAGIC = re.compile(r"""run_(?:line|cell)_magic\('(\w+)', ["']?(-s\b)?""")


def looks_into_main(code: CodeNames) -> bool:
    """Whether it may look at the namespace as a dict, by way of the module."""
    return "__main__" in code.used | code.imports | code.strings and not _DICTS.isdisjoint(code.used)


_DICTS = frozenset({"vars", "dir", "__dict__"})


def looks_names_up(transformed: str) -> bool:
    """Whether a cell, as IPython rewrote it, uses a magic that must find all visible names in the namespace."""
    found = _MAGIC.findall(transformed) if "_magic(" in transformed else ()
    return any(name in _LOOKING_MAGICS or (name == "reset" and soft) for name, soft in found)


# Decorators that only keep the function, or call it like any other caller.
_KEEPING = re.compile(
    "property|staticmethod|classmethod|setter|getter|deleter|dataclass|total_ordering|wraps|lru_cache|cache|"
    "cached_property|singledispatch|register|abstractmethod|contextmanager|asynccontextmanager|overload|final|override"
)


def read_when_decorated(tree: ast.AST) -> set[str]:
    """Names in functions that a decorator may compile on the spot: it looks them up in a dict, where no hook sees it
    (numba's vectorizers do)."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not all(map(_keeps, node.decorator_list)):
            body = [part for statement in node.body for part in ast.walk(statement)]
            found |= {part.id for part in body if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)}
    return found


def _keeps(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    last = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return _KEEPING.fullmatch(last) is not None


@dataclass
class CodeNames:
    """Global names that a piece of code loads, stores, deletes, and modules that it imports."""

    loads: set[str] = field(default_factory=set)
    stores: set[str] = field(default_factory=set)
    deletes: set[str] = field(default_factory=set)
    imports: set[str] = field(default_factory=set)
    # Attributes that it assigns to or deletes, of whatever objects.
    attributes: set[str] = field(default_factory=set)
    # Names that must be bound before it starts: they are looked up in the namespace's dict.
    by_dict: set[str] = field(default_factory=set)
    # Its constants that may be names.
    strings: set[str] = field(default_factory=set)
    # All names and attributes that occur in it.
    used: set[str] = field(default_factory=set)

    def update(self, other: CodeNames) -> None:
        self.loads |= other.loads
        self.attributes |= other.attributes
        self.used |= other.used
        self.imports |= other.imports


def of_code(code: CodeType, found: CodeNames | None = None) -> CodeNames:
    """The global names of `code` and of all code nested in it (names local to a class body included)."""
    found = CodeNames() if found is None else found
    names = code.co_names
    raw = code.co_code
    extended = 0
    found.used.update(names)
    for at in range(0, len(raw), 2):
        op = raw[at]
        arg = raw[at + 1] | extended
        if op == _EXTENDED:
            extended = arg << 8
            continue
        extended = 0
        if op in _LOADS:
            found.loads.add(names[arg >> 1 if _SHIFTED and op == _LOAD_GLOBAL else arg])
        elif op in _STORES:
            found.stores.add(names[arg])
        elif op in _DELETES:
            found.deletes.add(names[arg])
        elif op in _ATTRIBUTES:
            found.attributes.add(names[arg])
        elif op == _IMPORT:
            found.imports.add(names[arg])
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            of_code(constant, found)
        elif type(constant) is str and constant.isidentifier():
            found.strings.add(constant)
    return found


_known: dict[CodeType, CodeNames] = {}


def known(code: CodeType) -> CodeNames:
    """`of_code`, remembered: for functions that many cells call. Not to be changed."""
    found = _known.get(code)
    if found is None:
        if len(_known) > 4096:
            _known.clear()
        found = _known[code] = of_code(code)
    return found
