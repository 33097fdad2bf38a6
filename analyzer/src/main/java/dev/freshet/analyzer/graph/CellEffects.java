package dev.freshet.analyzer.graph;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.EffectMode;
import java.util.List;
import java.util.Optional;

/**
 * Everything one cell is predicted to do at its place in its notebook (semantics.md, section 3):
 * calls are resolved through the functions of other cells, so a deferred read stands at the calling
 * cell.
 *
 * @param runnable false when the text has a syntax error: its healthy statements still yield
 *     effects, but it may not be run
 * @param dynamicNames the code can look names up that its text does not show ({@code eval}, magics,
 *     {@code globals()})
 * @param openWorld why the cell may read or write anything, if so
 * @param definedHere names of functions and classes that this cell defines
 */
public record CellEffects(
    List<Read> reads,
    List<Write> writes,
    List<Mutation> mutations,
    List<Delete> deletes,
    List<FileEffect> files,
    List<AmbientEffect> ambient,
    List<ExternalEffect> external,
    Optional<OpenWorld> openWorld,
    boolean dynamicNames,
    boolean runnable,
    List<String> definedHere) {

  /**
   * A read of a name bound by earlier cells. {@code from}: ascending indices of the cells whose
   * write or mutation it may see.
   */
  public record Read(
      String name,
      Certainty certainty,
      boolean deferred,
      List<Integer> from,
      List<SourceRange> ranges) {
    public Read {
      from = List.copyOf(from);
      ranges = List.copyOf(ranges);
    }
  }

  /** A binding of a global name. */
  public record Write(String name, Certainty certainty, List<SourceRange> ranges) {
    public Write {
      ranges = List.copyOf(ranges);
    }
  }

  /**
   * An in-place change of the object a global name refers to. {@code how}: method, subscript,
   * attribute, operator, call, alias.
   */
  public record Mutation(String name, Certainty certainty, String how, List<SourceRange> ranges) {
    public Mutation {
      ranges = List.copyOf(ranges);
    }
  }

  /** A binding that is removed. */
  public record Delete(String name, Certainty certainty, List<SourceRange> ranges) {
    public Delete {
      ranges = List.copyOf(ranges);
    }
  }

  /**
   * A file that is read or written.
   *
   * @param path as written in the text, relative to the working directory; empty when it cannot be
   *     told ("some file")
   * @param observable false for native input and output that no audit hook sees, so that the cell
   *     must not start early
   */
  public record FileEffect(
      Optional<String> path,
      EffectMode mode,
      Certainty certainty,
      boolean observable,
      List<SourceRange> ranges) {
    public FileEffect {
      ranges = List.copyOf(ranges);
    }
  }

  /**
   * Interpreter state that no variable holds, such as {@code @numpy.random}, {@code @cwd},
   * {@code @math.tau2}.
   */
  public record AmbientEffect(
      String name, EffectMode mode, Certainty certainty, List<SourceRange> ranges) {
    public AmbientEffect {
      ranges = List.copyOf(ranges);
    }
  }

  /**
   * An effect on the world outside: {@code network}, {@code subprocess}, {@code input}, {@code
   * database}.
   */
  public record ExternalEffect(String what, Certainty certainty, List<SourceRange> ranges) {
    public ExternalEffect {
      ranges = List.copyOf(ranges);
    }
  }

  /** Why a cell may read or write any name. */
  public record OpenWorld(boolean reads, boolean writes, String reason, List<SourceRange> ranges) {
    public OpenWorld {
      ranges = List.copyOf(ranges);
    }
  }

  public CellEffects {
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
    mutations = List.copyOf(mutations);
    deletes = List.copyOf(deletes);
    files = List.copyOf(files);
    ambient = List.copyOf(ambient);
    external = List.copyOf(external);
    definedHere = List.copyOf(definedHere);
  }

  /** The effects of a cell without code. */
  public static CellEffects none() {
    return new CellEffects(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        false,
        true,
        List.of());
  }
}
