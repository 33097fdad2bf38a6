package dev.freshet.server.lsp;

import java.util.Objects;

/** The version in the jar's manifest. */
final class ServerVersion {
  private ServerVersion() {}

  static String text() {
    return Objects.requireNonNullElse(
        ServerVersion.class.getPackage().getImplementationVersion(), "development");
  }
}
