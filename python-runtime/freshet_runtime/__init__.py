"""Runs notebook cells for Freshet in isolated, forked interpreters; `docs/wire.md` is its contract."""

WIRE_VERSION = 1
