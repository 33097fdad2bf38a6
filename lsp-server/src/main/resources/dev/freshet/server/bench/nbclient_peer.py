"""Runs cells through nbclient and ipykernel and tells how long each took, seen from the client.

Reads one JSON object per line from stdin: {"cells": ["source", ...], "fresh": true}, or {"path": "file.ipynb", ...}
instead of cells, which then work in the file's directory. Executes the cells in order, in a new kernel if "fresh" or if
there is none yet, and answers one line: {"ms": [12.3, ...]} or {"error": "..."}.
"""

import asyncio
import json
import os
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def notebook(request):
    if "path" in request:
        made = nbformat.read(request["path"], 4)
    else:
        made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in request["cells"]])
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return made


async def timed(client, document):
    times = []
    for index, cell in enumerate(document.cells):
        start = time.perf_counter()
        await client.async_execute_cell(cell, index)
        times.append((time.perf_counter() - start) * 1000)
    return times


async def serve(answers):
    client = None
    loop = asyncio.get_running_loop()
    while True:
        line = await loop.run_in_executor(None, sys.stdin.readline)
        if not line:
            break
        request = json.loads(line)
        document = notebook(request)
        if client is None or request.get("fresh"):
            if client is not None:
                await client._async_cleanup_kernel()
            place = {"metadata": {"path": os.path.dirname(request["path"])}} if "path" in request else {}
            client = NotebookClient(document, timeout=600, resources=place)
            client.km = client.create_kernel_manager()
            await client.async_start_new_kernel()
            await client.async_start_new_kernel_client()
        client.nb = document
        try:
            answer = {"ms": await timed(client, document)}
        except CellExecutionError as error:
            answer = {"error": str(error)[-800:]}
        print(json.dumps(answer), file=answers, flush=True)
    if client is not None:
        await client._async_cleanup_kernel()


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    os.environ.setdefault("PYTHONHASHSEED", "0")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    asyncio.run(serve(answers))
