package dev.freshet.server.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Asks the corpus' own script whether an executed notebook shows what it should; empty if it does.
 */
record Comparison(Path python, Path corpus) {
  String differences(CorpusEntry entry, Path executed, Path copies)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                python.toString(),
                corpus.resolve("tools/compare.py").toString(),
                corpus.resolve(entry.expected()).toString(),
                executed.toString(),
                copies.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String text =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return process.waitFor() == 0 ? "" : text;
  }
}
