"""How values become bytes and come back: cloudpickle with out-of-band buffers, and reducers for what it does badly.

Knows nothing of names, cells or the wire; `context` tells it which namespace functions belong to.
"""
