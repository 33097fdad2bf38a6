"""Entry of the zygote: `python -m freshet_runtime`, steered by JSON lines on stdin."""

from __future__ import annotations

import os
import sys


def main() -> None:
    from freshet_runtime import descendants, zygote

    if "FRESHET_ZYGOTE_CONFIG" not in os.environ:  # a zygote that began anew has its keeper already
        descendants.keep()

    # Nothing but the protocol may reach the real stdout, and nothing but the protocol may read the real stdin.
    control_in = os.dup(0)
    control_out = os.dup(1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    os.dup2(2, 1)
    sys.exit(zygote.main(control_in, control_out))


if __name__ == "__main__":
    main()
