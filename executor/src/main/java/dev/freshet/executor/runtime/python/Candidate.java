package dev.freshet.executor.runtime.python;

import java.nio.file.Path;

/** An interpreter to try, and why. */
record Candidate(Path executable, String origin) {}
