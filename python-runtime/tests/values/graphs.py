# mypy: ignore-errors
"""Random object graphs, made from a seed: shared parts, cycles, aliases between names, many values of one shape."""

import enum
import random
import weakref

# What a cell of the notebook defines.
CLASSES = '''
import abc, collections, dataclasses, enum, typing
class Plain:
    def __init__(self, **parts): self.__dict__.update(parts)
class Slots:
    __slots__ = ("a", "b", "__weakref__")
class Both(Slots):
    __slots__ = ("c", "__dict__")
class Derived(Plain):
    kind = "derived"
    def __setattr__(self, name, value): raise TypeError("read-only")
class Hidden(Plain):
    """A property that stands before an attribute of the instance."""
    x = property(lambda self: "hidden", lambda self, value: None)
class Hashed(Plain):
    def __eq__(self, other): return self.x == other.x
    def __hash__(self): return hash(self.x)
    def __reduce__(self): raise OSError("no")
class Made(abc.ABC):
    def __new__(cls, *parts): raise RuntimeError("made once")
class Final(Plain):
    def __getattr__(self, name): raise AttributeError(name)
@dataclasses.dataclass(frozen=True, slots=True)
class Frozen:
    x: object
    y: object
@dataclasses.dataclass
class Data:
    x: object
    y: object = None
Pair = collections.namedtuple("Pair", "x y")
class Typed(typing.NamedTuple):
    x: object
    y: object
class Shade(enum.Enum):
    DARK = 1
    LIGHT = "l"
'''


class Graph:
    """One random graph; `names` are the names that a cell binds."""

    def __init__(self, seed: int, space: dict) -> None:
        self.rng = random.Random(seed)
        self.space = space
        self.pool = []
        self.numbers = 0
        self.names = {}
        for index in range(self.rng.randint(1, 4)):
            self.names[f"v{index}"] = self.big(3) if self.rng.random() < 0.8 else self.value(2)
        if self.pool and self.rng.random() < 0.6:
            self.names["alias"] = self.rng.choice(self.pool)
        self.tie()

    def tie(self) -> None:
        """Adds references that make cycles and shared parts."""
        rng = self.rng
        for _ in range(rng.choice((0, 0, 1, 3))):
            if not self.pool:
                return
            one, other = rng.choice(self.pool), rng.choice(self.pool)
            if type(one) is list:
                one.append(other)
            elif type(one) is dict:
                one[f"tie {len(one)}"] = other
            elif type(one).__name__ == "Plain":
                one.tie = other
                if rng.random() < 0.2 and type(other).__name__ in _WEAK:
                    one.tie, self.names["held"] = weakref.ref(other), [other]

    def atom(self, kind: int):
        self.numbers += 1
        n = self.numbers
        return (
            n, n * 0.5, f"text {n}", f"one of {n % 3}", n % 2 == 0, None, 1 << (60 + n % 9), bytes([n % 256]),
            float("nan"), f"line\n{n}\0", "\ud800" * (n % 2), -0.0, n + 1j,
        )[kind]  # fmt: skip

    def value(self, depth: int, kind: int | None = None):
        rng = self.rng
        kind = rng.randrange(_KINDS) if kind is None else kind
        if depth <= 0:
            kind = min(kind, rng.randrange(13))
        if kind < 13:
            return self.atom(kind)
        if self.pool and rng.random() < 0.04:
            return rng.choice(self.pool)
        made = self.object(kind - 13, depth - 1)
        if rng.random() < 0.05:
            self.pool.append(made)
        return made

    def object(self, kind: int, depth: int):
        rng, space = self.rng, self.space

        def part():
            return self.value(depth)

        if kind == 0:
            return [part() for _ in range(rng.randrange(4))]
        if kind == 1:
            return (part(), part())
        if kind == 2:
            return {"x": part(), "y": part()}
        if kind == 3:
            return {rng.choice("abc"): part(), rng.choice((1, "d", None)): part()}
        if kind in (4, 5):
            parts = [("x", part()), ("y", part()), ("z", part())][: rng.choice((3, 3, 2, 0))]
            if rng.random() < 0.1:
                parts.reverse()
            return space["Plain"](**dict(parts))
        if kind == 6:
            made = space["Slots"]()
            made.a = part()
            if rng.random() < 0.98:
                made.b = part()
            return made
        if kind == 7:
            made = space["Both"]()
            made.a, made.b, made.c, made.d = part(), part(), part(), part()
            return made
        if kind == 8:
            return space[rng.choice(("Derived", "Final"))](x=part())
        if kind == 9:
            return space["Hidden"](x=part(), y=part())
        if kind == 10:
            return space["Hashed"](x=self.atom(rng.randrange(3)), y=part())
        if kind == 11:
            made = object.__new__(space["Made"])
            made.x = part()
            return made
        if kind == 12:
            return space[rng.choice(("Frozen", "Data"))](part(), part())
        if kind == 13:
            return space[rng.choice(("Pair", "Typed"))](part(), part())
        if kind == 14:
            return rng.choice(list(space["Shade"]))
        if kind == 15:
            return {self.atom(0), self.atom(3), space["Hashed"](x=self.atom(0), y=None)}
        return (self.atom(0), [part()], {"k": part()})

    def big(self, depth: int):
        """A container of values that are alike for the most part."""
        rng = self.rng
        kinds = [rng.randrange(_KINDS) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
        items = [self.value(depth, rng.choice(kinds)) for _ in range(rng.randint(4, 24))]
        if rng.random() < 0.3:
            items.insert(rng.randrange(len(items)), rng.choice(items))
        self.pool += [item for item in items if rng.random() < 0.05 and type(item).__module__ == "__main__"]
        made = items if rng.random() < 0.7 else {f"key {i}": item for i, item in enumerate(items)}
        if rng.random() < 0.3:
            self.pool.append(made)
        shape = rng.random()
        if shape < 0.15:
            return {"inside": made, "more": self.value(depth)}
        if shape < 0.25:
            return self.space["Plain"](x=made, y=self.value(depth))
        return made


_KINDS = 30
_WEAK = ("Plain", "Slots", "Both", "Derived", "Data")


def change(value, rng: random.Random) -> bool:
    """Changes one object that can be reached from the value; false if there was none to change."""
    seen, found, stack = set(), [], [value]
    while stack:
        item = stack.pop()
        if id(item) in seen or isinstance(item, (str, bytes, type, enum.Enum)):
            continue
        seen.add(id(item))
        if isinstance(item, (list, dict, tuple)):
            stack.extend(item.values() if isinstance(item, dict) else item)
        if hasattr(item, "__dict__"):
            stack.extend(vars(item).values())
        for name in ("a", "b", "c", "x", "y"):
            stack.extend(_held(item, name))
        if type(item) in (list, dict) or (type(item).__module__ == "__main__" and hasattr(item, "__dict__")):
            found.append(item)
    if not found:
        return False
    target = rng.choice(found)
    if type(target) is list:
        others = [i for i, item in enumerate(target) if type(item) is list or type(item).__module__ == "__main__"]
        pairs = [(i, j) for i in others for j in others if target[i] is not target[j]]
        if pairs and rng.random() < 0.5:
            one, other = rng.choice(pairs)
            target[one] = target[other]
        else:
            target.append("changed")
    elif type(target) is dict:
        target["changed"] = 1
    else:
        vars(target)["changed"] = 1
    return True


def _held(item, name):
    for base in type(item).__mro__:
        if type(vars(base).get(name)).__name__ == "member_descriptor":
            try:
                return [vars(base)[name].__get__(item)]
            except AttributeError:
                return []
    return []
