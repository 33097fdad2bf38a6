package dev.freshet.server.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is interrupted goes on where it was. */
final class CorpusProgressTest {
  private static final CorpusEntry GOOD = new CorpusEntry("g/good.ipynb", "");
  private static final CorpusEntry BAD = new CorpusEntry("g/bad.ipynb", "");
  private static final CorpusEntry OTHER = new CorpusEntry("g/other.ipynb", "");

  private static Path two(Path folder) throws IOException {
    Path file = folder.resolve("progress.jsonl");
    CorpusProgress progress = CorpusProgress.open(file, "--jobs 2");
    progress.add(new CorpusResult(GOOD, true, "", 12.5, 7, 3));
    progress.add(new CorpusResult(BAD, false, "cell 1\n  want", 1, 1, 0));
    return file;
  }

  @Test
  void whatWasEqualIsNotRunAgain(@TempDir Path folder) throws IOException {
    Path file = two(folder);
    CorpusProgress again = CorpusProgress.open(file, "--jobs 2");
    assertThat(again.of(GOOD)).contains(new CorpusResult(GOOD, true, "", 12.5, 7, 3));
    assertThat(again.of(BAD)).isEmpty();
    assertThat(again.of(OTHER)).isEmpty();
  }

  @Test
  void aLineThatWasCutIsLeftAwayAndNothingIsJoinedToIt(@TempDir Path folder) throws IOException {
    Path file = two(folder);
    Files.writeString(file, "{\"notebook\":\"g/oth", StandardOpenOption.APPEND);
    CorpusProgress again = CorpusProgress.open(file, "--jobs 2");
    again.add(new CorpusResult(OTHER, true, "", 1, 1, 0));
    CorpusProgress third = CorpusProgress.open(file, "--jobs 2");
    assertThat(third.of(OTHER)).isPresent();
    assertThat(third.of(GOOD)).isPresent();
  }

  @Test
  void resultsOfOtherSettingsDoNotCount(@TempDir Path folder) throws IOException {
    Path file = two(folder);
    assertThatThrownBy(() -> CorpusProgress.open(file, "--jobs 4"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("--jobs 2")
        .hasMessageContaining("name another file");
  }

  @Test
  void aFileOfAnotherKindIsRefusedAndKept(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("notes.txt");
    Files.writeString(file, "my notes\n");
    assertThatThrownBy(() -> CorpusProgress.open(file, "--jobs 2"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds no results");
    assertThat(Files.readString(file)).isEqualTo("my notes\n");
  }
}
