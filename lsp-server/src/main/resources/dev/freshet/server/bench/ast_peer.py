"""Parses cells with ast.parse, and makes symbol tables when asked, round by round."""

import ast
import json
import symtable
import sys
import time
import tracemalloc
import warnings


def parses(cell: str) -> bool:
    try:
        ast.parse(cell)
    except (SyntaxError, ValueError):
        return False
    return True


def read(cell: str, tables: bool) -> object:
    tree = ast.parse(cell)
    return (tree, symtable.symtable(cell, "cell", "exec")) if tables else tree


def retained(cells: list[str], tables: bool) -> int:
    tracemalloc.start()
    kept = [read(cell, tables) for cell in cells]
    bytes_held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return bytes_held if kept else 0


def main() -> None:
    warnings.simplefilter("ignore")
    print(json.dumps(f"{sys.version_info[0]}.{sys.version_info[1]}"), flush=True)
    cells: list[str] = json.loads(sys.stdin.readline())
    fit = [index for index, cell in enumerate(cells) if parses(cell)]
    cells = [cells[index] for index in fit]
    print(json.dumps(fit), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        if asked["what"] == "memory":
            print(retained(cells, True), flush=True)
            continue
        tables = asked["what"] == "tables"
        before = time.thread_time_ns()
        for _ in range(asked["times"]):
            for cell in cells:
                read(cell, tables)
        print(time.thread_time_ns() - before, flush=True)


main()
