"""Classes of the notebook and their instances: copied attribute by attribute, without running any code of theirs.

What a class defines for pickle (`__reduce__`, `__getstate__`, …) may raise, hang, or leave things out on purpose; a
variable that a later cell reads must be what it was. So those hooks are not asked where Python's own layout suffices.
"""

from __future__ import annotations

import _abc  # type: ignore[import-not-found]
import abc
import copyreg
import weakref
from types import FunctionType, GetSetDescriptorType, MemberDescriptorType
from typing import Any

from . import functions

HOOKS = (
    "__new__",
    "__reduce__",
    "__reduce_ex__",
    "__getstate__",
    "__setstate__",
    "__getnewargs__",
    "__getnewargs_ex__",
)
# pickle asks an instance that has no attributes yet for `__setstate__`: a `__getattr__` may need those.
_LOOKUPS = ("__getattr__", "__getattribute__")
_ASKED = (*HOOKS, *_LOOKUPS)
# Made by the interpreter when a class is made, or caches of its own.
_OWN = frozenset({"__dict__", "__weakref__", "_abc_impl", "__slotnames__", "__annotations_cache__"})
_CONTAINERS = (list, dict, set)
_PLAIN = frozenset({int, float, complex, bool, str, bytes, type(None)})


def reduce_class(pickler: Any, cls: Any) -> Any:
    """A class with its attributes in their order. Its identity is that of its group."""
    slots = cls.__dict__.get("__slots__")
    made = {
        id(value)
        for name, value in cls.__dict__.items()
        if type(value) in (MemberDescriptorType, GetSetDescriptorType) and getattr(value, "__objclass__", None) is cls
    }
    first = next((at for at, value in enumerate(cls.__dict__.values()) if id(value) in made), len(cls.__dict__))
    body = set(list(cls.__dict__)[:first])  # the rest was added to the class after its body
    attributes = {
        name: value
        for name, value in cls.__dict__.items()
        if name not in _OWN and id(value) not in made and name not in pickler.ignored_class_attributes
    }
    registered: list[Any] = []
    if isinstance(cls, abc.ABCMeta):
        registry, *_ = _abc._get_dump(cls)
        registered = sorted((c for ref in registry if (c := ref()) is not None), key=lambda c: str(c.__qualname__))
    return (
        make_class,
        (type(cls), cls.__name__, cls.__qualname__, cls.__bases__, slots, tuple(n for n in attributes if n in body)),
        (attributes, registered),
        None,
        None,
        set_class,
    )


def make_class(meta: Any, name: str, qualname: str, bases: tuple[Any, ...], slots: Any, names: tuple[str, ...]) -> type:
    # Places for all attributes, so that they come in their order; filled afterwards, for they may refer to the class.
    space: dict[str, Any] = dict.fromkeys(names)
    space["__qualname__"] = qualname
    if slots is not None:
        space["__slots__"] = slots
    heard = {c: c.__dict__["__init_subclass__"] for c in _ancestors(bases) if "__init_subclass__" in c.__dict__}
    for base in heard:
        type.__setattr__(base, "__init_subclass__", classmethod(_say_nothing))
    try:
        cls: type = type.__new__(meta, name, bases, space)
    finally:
        for base, original in heard.items():
            type.__setattr__(base, "__init_subclass__", original)
    return cls


def _ancestors(bases: tuple[Any, ...]) -> list[type]:
    return list(dict.fromkeys(c for base in bases for c in base.__mro__ if c is not object))


def _say_nothing(cls: Any, /, **_: Any) -> None:
    """`__init_subclass__` ran when the class was made."""


def set_class(cls: Any, state: tuple[dict[str, Any], list[Any]]) -> None:
    attributes, registered = state
    for name, value in attributes.items():
        if name != "__slots__":
            type.__setattr__(cls, name, value)
    if isinstance(cls, abc.ABCMeta):
        _abc._abc_init(cls)
        for other in registered:
            _abc._abc_register(cls, other)


# Members by their class and name (or value, if they have no name), while and after their class is made.
_members: weakref.WeakKeyDictionary[type, dict[Any, Any]] = weakref.WeakKeyDictionary()


def reduce_member(pickler: Any, member: Any) -> Any:
    """A member of an enumeration of the notebook's: it comes with its class, as the class comes with its members."""
    kind = type(member)
    data: Any = getattr(kind, "_member_type_", object)
    if data is not object and data not in _PLAIN:
        return NotImplemented
    key = member.__dict__.get("_name_") or repr(member.__dict__.get("_value_"))
    args = kind, key, data, None if data is object else data(member)
    return make_member, args, member.__dict__, None, None, set_member


def make_member(kind: Any, key: str, data: Any, value: Any) -> Any:
    known = _members.setdefault(kind, {})
    if key not in known:
        known[key] = object.__new__(kind) if data is object else data.__new__(kind, value)
    return known[key]


def set_member(member: Any, state: dict[str, Any]) -> None:
    """A member that came with its class before is left as it is: equal names in place of its own would be a change."""
    if not member.__dict__:
        member.__dict__.update(state)


def is_structural(kind: type) -> bool:
    """Whether instances are copied attribute by attribute although their class, or its pickle, wants it otherwise."""
    asked = False
    for base in kind.__mro__:
        if base is object:
            break
        theirs = base.__dict__
        ours = base.__module__ != "builtins" and functions.is_by_value(base)
        if not ours and any(hook in theirs for hook in HOOKS[1:]):
            return False  # a library knows its own classes best
        asked |= ours and (any(hook in theirs for hook in _ASKED) or theirs.get("__hash__") is not None)
    return asked and (_layout(kind) is object or _layout(kind) in _CONTAINERS)


def asks_before_it_has(kind: type) -> bool:
    """Whether a library's class is pickled as its attributes, and its `__getattr__` is asked before there are any."""
    bases = kind.__mro__[:-1]
    return (
        any(isinstance(vars(base).get(name), FunctionType) for base in bases for name in _LOOKUPS)
        and not any(hook in vars(base) for base in bases for hook in HOOKS)
        and kind not in copyreg.dispatch_table
        and _layout(kind) is object
    )


def _layout(kind: Any) -> Any:
    """The class in C whose `__new__` makes instances of `kind`."""
    for base in kind.__mro__:
        new = base.__dict__.get("__new__")
        if new is not None and not isinstance(new, (FunctionType, staticmethod)):
            return base
    return object


def reduce_instance(pickler: Any, obj: Any) -> Any:
    """Attributes that are plain values are there from the start: a `__hash__` may need them while others are made."""
    kind = type(obj)
    try:
        attributes = object.__getattribute__(obj, "__dict__")
    except AttributeError:
        attributes = {}
    slots = {}
    for name in copyreg._slotnames(kind):  # type: ignore[attr-defined]
        try:
            slots[name] = object.__getattribute__(obj, name)
        except AttributeError:
            continue
    layout = _layout(kind)
    if layout is not object:
        content = layout.items(obj) if layout is dict else layout.__iter__(obj)
        return make_container, (kind, layout), (layout(content), attributes, slots), None, None, set_container
    early = {k: v for k, v in attributes.items() if _is_plain(v)}, {k: v for k, v in slots.items() if _is_plain(v)}
    late = (
        {k: v for k, v in attributes.items() if k not in early[0]},
        {k: v for k, v in slots.items() if k not in early[1]},
    )
    if not late[0] and not late[1]:
        return make_instance, (kind, *early)
    return make_instance, (kind, *early), (tuple(attributes), *late), None, None, set_instance


def make_container(kind: Any, layout: Any) -> Any:
    return layout.__new__(kind)


def set_container(obj: Any, state: tuple[Any, dict[str, Any], dict[str, Any]]) -> None:
    content, attributes, slots = state
    (list.extend if isinstance(content, list) else type(content).update)(obj, content)
    set_instance(obj, (tuple(attributes), attributes, slots))


def _is_plain(value: Any) -> bool:
    kind = type(value)
    return kind in _PLAIN or (kind in (tuple, frozenset) and all(map(_is_plain, value)))


def make_instance(kind: Any, attributes: dict[str, Any], slots: dict[str, Any]) -> Any:
    obj = object.__new__(kind)
    if attributes:
        object.__getattribute__(obj, "__dict__").update(attributes)
    for name, value in slots.items():
        object.__setattr__(obj, name, value)
    return obj


def set_instance(obj: Any, state: tuple[tuple[str, ...], dict[str, Any], dict[str, Any]]) -> None:
    order, attributes, slots = state
    if attributes:
        there = object.__getattribute__(obj, "__dict__")
        there.update(attributes)
        if tuple(there) != order:
            sorted_ = {name: there[name] for name in order}
            there.clear()
            there.update(sorted_)
    for name, value in slots.items():
        object.__setattr__(obj, name, value)
