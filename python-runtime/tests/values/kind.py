"""One kind of value: how a cell makes it, how cells change it in place, and what is expected of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`make` binds the names in `names`; each of `changes` is a cell that changes what `names[0]` means in place."""

    name: str
    make: str
    changes: tuple[str, ...] = ()
    names: tuple[str, ...] = ("v",)
    # Libraries without which there is no such value; `pandas<3` and `pandas>=3` choose a version.
    needs: tuple[str, ...] = ()
    # Whether making it again gives an equal value (and so must give an equal fingerprint).
    same: bool = True
    # Whether looking at it closely writes down what was found out (a drawn figure), which counts as a change.
    restless: bool = False
    # Not None: the value stays in its worker, and the reason has this in it.
    stays: str | None = None


def kind(
    name: str,
    make: str,
    *changes: str,
    names: str = "v",
    needs: str = "",
    same: bool = True,
    restless: bool = False,
    stays: str | None = None,
) -> Kind:
    return Kind(name, make, changes, tuple(names.split()), tuple(needs.split()), same, restless, stays)
