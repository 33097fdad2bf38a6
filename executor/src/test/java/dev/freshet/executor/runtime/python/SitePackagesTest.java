package dev.freshet.executor.runtime.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where packages lie, by the layouts that there are. */
final class SitePackagesTest {
  private final Path folder;

  SitePackagesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path interpreter(String prefix) throws IOException {
    Path bin = Files.createDirectories(folder.resolve(prefix).resolve("bin"));
    Path python = bin.resolve("python3");
    Files.writeString(python, "#!/bin/sh\nexit 1\n");
    assertThat(python.toFile().setExecutable(true)).isTrue();
    return python;
  }

  private Path packages(String path) throws IOException {
    return Files.createDirectories(folder.resolve(path));
  }

  @Test
  void aVirtualEnvironmentHasItsOwn() throws IOException {
    Path python = interpreter("env");
    Files.writeString(folder.resolve("env/pyvenv.cfg"), "home = /nowhere\n");
    Path site = packages("env/lib/python3.12/site-packages");
    assertThat(SitePackages.ofExecutable(python)).containsExactly(site);
  }

  @Test
  void aVirtualEnvironmentMayIncludeThoseOfItsBase() throws IOException {
    Path base = interpreter("base");
    Path outer = packages("base/lib/python3.12/site-packages");
    Path site = packages("env/lib/python3.12/site-packages");
    Files.createDirectories(folder.resolve("env/bin"));
    Path python = Files.createSymbolicLink(folder.resolve("env/bin/python3"), base);
    Path config = folder.resolve("env/pyvenv.cfg");
    Files.writeString(config, "include-system-site-packages = false\n");
    assertThat(SitePackages.ofExecutable(python)).containsExactly(site);
    Files.writeString(config, "include-system-site-packages = true\n");
    assertThat(SitePackages.ofExecutable(python)).containsExactly(site, outer.toRealPath());
  }

  @Test
  void debianKeepsThemElsewhere() throws IOException {
    Path python = interpreter("usr");
    Path dist = packages("usr/lib/python3/dist-packages");
    assertThat(SitePackages.ofExecutable(python)).containsExactly(dist.toRealPath());
  }

  @Test
  void developmentInstallsAreNamedInFiles() throws IOException {
    Path python = interpreter("env");
    Files.writeString(folder.resolve("env/pyvenv.cfg"), "");
    Path site = packages("env/lib/python3.12/site-packages");
    Path project = packages("project/src");
    Files.writeString(site.resolve("dev.pth"), "# a comment\nimport os\n" + project + "\n/gone\n");
    assertThat(SitePackages.ofExecutable(python)).containsExactly(site, project);
  }

  @Test
  void theNextInterpreterIsAskedWhereOneHasNone() throws IOException {
    interpreter("active");
    Files.writeString(folder.resolve("active/pyvenv.cfg"), "");
    interpreter("work/.venv");
    Path site = packages("work/.venv/lib/python3.11/site-packages");
    Files.writeString(folder.resolve("work/.venv/pyvenv.cfg"), "");
    Files.createSymbolicLink(
        folder.resolve("work/.venv/bin/python"), folder.resolve("work/.venv/bin/python3"));
    Map<String, String> variables = Map.of("VIRTUAL_ENV", folder.resolve("active").toString());
    EnvironmentRequest request =
        new EnvironmentRequest(
            folder.resolve("work"), Optional.empty(), Optional.empty(), variables);
    assertThat(SitePackages.of(request)).containsExactly(site);
  }

  @Test
  void whereThereIsNoPythonThereAreNone() {
    EnvironmentRequest request =
        new EnvironmentRequest(
            folder, Optional.of(folder.resolve("gone/bin/python")), Optional.empty(), Map.of());
    assertThat(SitePackages.of(request)).isEmpty();
  }
}
