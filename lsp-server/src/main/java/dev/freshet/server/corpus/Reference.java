package dev.freshet.server.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells drift from fault: runs a notebook in Jupyter itself, here and now, by the corpus' own
 * script. What Jupyter shows differently from the expectations too (another processor's last
 * digits, other paths) is drift of the environment.
 */
record Reference(Path python, Path corpus) {
  /** Whether Jupyter's run shows each of these differences as well. */
  boolean sharesAll(CorpusEntry entry, String differences)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                python.toString(), corpus.resolve("tools/reference.py").toString(), entry.local())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Set<String> ours = blocks(differences);
    return !ours.isEmpty() && blocks(text).containsAll(ours);
  }

  /** A block names a cell and says what was wanted and what came. */
  private static Set<String> blocks(String text) {
    Set<String> blocks = new LinkedHashSet<>();
    List<String> lines = text.lines().map(String::strip).toList();
    for (int i = 0; i + 2 < lines.size(); i++) {
      if (lines.get(i).matches("cell \\d+")) {
        blocks.add(String.join("\n", new ArrayList<>(lines.subList(i, i + 3))));
      }
    }
    return blocks;
  }
}
