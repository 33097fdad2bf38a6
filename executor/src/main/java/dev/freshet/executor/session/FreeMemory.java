package dev.freshet.executor.session;

import java.util.Map;

/**
 * The machine's memory when it was last looked at, in bytes.
 *
 * @param available what can be had without swapping or killing
 * @param reserve what should stay free of it while several cells compute
 * @param held what each worker that runs a cell has taken since the cell began
 */
public record FreeMemory(long available, long reserve, Map<String, Long> held) {
  /** Before anyone has looked. */
  public static final FreeMemory UNKNOWN = new FreeMemory(Long.MAX_VALUE, 0, Map.of());

  public FreeMemory {
    held = Map.copyOf(held);
  }
}
