package dev.freshet.server.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Seconds that {@code freshet check} takes for all notebooks below a folder, from the start of the
 * process to its end; the peer parses and walks the same cells in one process.
 */
final class CheckCorpusBench implements Bench {
  private static final double SECONDS = 8;
  private static final int ROUNDS = 3;

  @Override
  public String name() {
    return "check.corpus";
  }

  @Override
  public boolean needsCorpus() {
    return true;
  }

  @Override
  public Measured run(BenchContext context) throws IOException, InterruptedException {
    Path corpus = context.corpus().orElseThrow().toAbsolutePath();
    List<String> ours = StartBench.ourselves("check", corpus.toString());
    List<Double> our = new ArrayList<>();
    List<Double> their = new ArrayList<>();
    try (PeerScript script = new PeerScript("ast_check.py")) {
      List<String> theirs = script.command(context.python(), corpus.toString());
      for (int round = 0; round <= Math.min(ROUNDS, context.rounds()); round++) {
        double us = StartBench.seconds(ours, corpus);
        double them = StartBench.seconds(theirs, corpus);
        if (round > 0) {
          our.add(us);
          their.add(them);
        }
      }
    }
    double peer = their.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    return Measured.of(
        Compared.of(name(), "s", our, "json + ast.walk in Python", their, peer / SECONDS));
  }
}
