package dev.freshet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchCommandTest {
  private final Shell shell = new Shell();

  @Test
  void anUnknownMeasurementIsRefusedBeforeAnythingIsPrepared() {
    assertThat(shell.run("bench", "parse", "nowhere")).isEqualTo(ExitStatus.UNUSABLE);
    assertThat(shell.err())
        .contains("nowhere: there is no such measurement, only ")
        .doesNotContain("measuring")
        .doesNotContain("preparing");
  }
}
