package dev.freshet.analyzer.notebook;

import dev.freshet.analyzer.notebook.UnreadableNotebookException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decoding that refuses what it could not write back. */
final class Utf8 {
  private Utf8() {}

  static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UnreadableNotebookException(
          Reason.NOT_UTF8, "it is not UTF-8 text; save it as UTF-8");
    }
  }
}
