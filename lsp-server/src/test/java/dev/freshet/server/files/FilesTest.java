package dev.freshet.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are written whole, and local modules found. */
class FilesTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void replacesAFileAndKeepsItsPermissionsAndLinks() throws IOException {
    Path file = Files.writeString(directory.resolve("a.ipynb"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Path link = Files.createSymbolicLink(directory.resolve("link.ipynb"), file);
    AtomicFile.write(link, "new".getBytes(StandardCharsets.UTF_8));
    assertThat(file).hasContent("new");
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void aNewFileIsAsPrivateAsTheUserMakesFiles() throws IOException {
    Path plain = Files.createFile(directory.resolve("plain"));
    Path made = directory.resolve("report.json");
    AtomicFile.write(made, new byte[1]);
    assertThat(Files.getPosixFilePermissions(made)).isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  void devicesAreWrittenIntoAndAFullOneIsAnError() throws IOException {
    AtomicFile.write(Path.of("/dev/null"), new byte[1]);
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    assertThatThrownBy(() -> AtomicFile.write(directory, new byte[1]))
        .isInstanceOf(IOException.class);
  }

  @Test
  void whatNobodyMayWriteIsAnObstacleForRootToo() throws IOException {
    Path file = Files.createFile(directory.resolve("a.ipynb"));
    assertThat(AtomicFile.obstacle(file)).isEmpty();
    assertThat(AtomicFile.obstacle(directory.resolve("b.ipynb"))).isEmpty();
    assertThat(AtomicFile.obstacle(Path.of("/dev/null"))).isEmpty();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    assertThat(AtomicFile.obstacle(file)).contains("it is read-only");
    Path shut = Files.createDirectory(directory.resolve("shut"));
    Path inside = Files.createFile(shut.resolve("a.ipynb"));
    Files.setPosixFilePermissions(shut, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      String why = "nothing may be written into " + shut;
      assertThat(AtomicFile.obstacle(inside)).contains(why);
      assertThat(AtomicFile.obstacle(shut.resolve("b.ipynb"))).contains(why);
    } finally {
      Files.setPosixFilePermissions(shut, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void whatCannotBeWrittenLeavesNothingBehind() {
    assertThatThrownBy(() -> AtomicFile.write(directory.resolve("none/a"), new byte[1]))
        .isInstanceOf(IOException.class);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void findsTheModulesThatANotebookImportsAndThoseTheyImport() throws IOException {
    Files.writeString(directory.resolve("helpers.py"), "from pkg.deep import thing\n");
    Files.createDirectories(directory.resolve("pkg"));
    Files.writeString(directory.resolve("pkg/__init__.py"), "");
    Files.writeString(directory.resolve("pkg/deep.py"), "thing = 1\n");
    Files.writeString(directory.resolve("unused.py"), "x = 1\n");
    Notebook notebook = Notebook.python(List.of(Cell.code("a", "import numpy, helpers as h\n")));
    assertThat(LocalModules.read(directory, notebook))
        .containsOnlyKeys("helpers", "pkg", "pkg.deep");
  }
}
