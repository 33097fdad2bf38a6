"""The least that a language server in Python does to start: it answers `initialize`."""

import ast
import asyncio
import json
import sys


def main() -> None:
    length = 0
    while line := sys.stdin.buffer.readline().strip():
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    request = json.loads(sys.stdin.buffer.read(length))
    assert ast and asyncio
    answer = json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": {"capabilities": {}}})
    sys.stdout.write(f"Content-Length: {len(answer)}\r\n\r\n{answer}")
    sys.stdout.flush()


main()
