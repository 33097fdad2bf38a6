"""Parses cells with ast.parse, round by round, and reports the CPU time of each round."""

import ast
import json
import sys
import time
import warnings


def parses(cell: str) -> bool:
    try:
        ast.parse(cell)
    except (SyntaxError, ValueError):
        return False
    return True


def main() -> None:
    warnings.simplefilter("ignore")
    print(json.dumps(f"{sys.version_info[0]}.{sys.version_info[1]}"), flush=True)
    cells: list[str] = json.loads(sys.stdin.readline())
    fit = [index for index, cell in enumerate(cells) if parses(cell)]
    cells = [cells[index] for index in fit]
    print(json.dumps(fit), flush=True)
    for line in sys.stdin:
        before = time.thread_time_ns()
        for _ in range(int(line)):
            for cell in cells:
                ast.parse(cell)
        print(time.thread_time_ns() - before, flush=True)


main()
