package dev.freshet.server.cli;

import dev.freshet.server.files.UserDirectories;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Keeps the details of a fault of Freshet itself in a file that a report can quote. */
final class FaultLog {
  private FaultLog() {}

  /** Keeps the details, and says where. */
  static String told(Throwable fault) throws IOException {
    return "This is a fault of Freshet; the details are in " + write(fault);
  }

  private static Path write(Throwable fault) throws IOException {
    Path directory = Files.createDirectories(UserDirectories.cache().resolve("log"));
    Path file = Files.createTempFile(directory, "fault-", ".log");
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
      out.println(Instant.now() + " Java " + Runtime.version());
      fault.printStackTrace(out);
    }
    return file;
  }
}
