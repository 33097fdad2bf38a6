package dev.freshet.analyzer.semantics.library;

import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.semantics.Look;
import java.util.List;
import java.util.Optional;

/**
 * What one library function or method does when it is called (docs/effects.md explains each
 * clause).
 *
 * @param known false for the rule of what no table names
 * @param mutates arguments that are changed in place: {@code self}, a position, or a keyword
 * @param keeps whether the receiver holds the arguments afterwards
 * @param returns what comes back: a type, or {@code self}, {@code view}, {@code element}...
 * @param fresh whether the result holds none of the arguments
 * @param runs methods that it calls on the library objects it is given or has kept
 * @param restores the interpreter state that the result puts back when a {@code with} is left
 * @param looks what it sees of the spelling of code that it is given, as masks of looks
 * @param by where in a library's text it was read, if no table says it
 * @param holds all that the result holds, if that is known: {@code self}, positions, keywords
 * @param kinds the classes that an object belongs to, all of them, if that is known
 * @param lazy whether functions among the arguments are called later, not now
 * @param fills what is kept of which when it is first asked for
 * @param property whether it is about looking at an attribute, and not about a call
 */
public record Rule(
    boolean known,
    List<String> mutates,
    boolean keeps,
    Optional<String> returns,
    boolean fresh,
    boolean lazy,
    List<String> runs,
    List<Ambient> ambient,
    List<File> files,
    Optional<String> external,
    Optional<Names> names,
    Optional<String> state,
    Optional<OpenWorld> openWorld,
    Optional<String> restores,
    int looks,
    Optional<String> by,
    Optional<List<String>> holds,
    List<String> kinds,
    List<Fill> fills,
    boolean property) {

  /**
   * Interpreter state that is touched, unless a keyword argument of the call, or of the call that
   * made the receiver, prevents it; or only if one asks for it.
   */
  public record Ambient(
      String name, EffectMode mode, List<String> unless, Optional<String> onlyIf) {
    public Ambient {
      unless = List.copyOf(unless);
    }
  }

  /**
   * A file that is opened.
   *
   * @param argument position or keyword alternatives, {@code self} for a path object, {@code none}
   *     for a file whose path no argument tells
   * @param modeArgument where the mode string stands, when the mode is not fixed
   * @param observable false when native code opens it
   */
  public record File(
      List<String> argument, EffectMode mode, List<String> modeArgument, boolean observable) {
    public File {
      argument = List.copyOf(argument);
      modeArgument = List.copyOf(modeArgument);
    }
  }

  /**
   * A cache that is filled unless it is.
   *
   * @param argument {@code self}, or position or keyword alternatives
   * @param cache the attribute that keeps it
   */
  public record Fill(List<String> argument, String cache) {
    public Fill {
      argument = List.copyOf(argument);
    }

    /** Whether it is a cache of the receiver. */
    public boolean ofSelf() {
      return argument.get(0).equals("self");
    }
  }

  /** Names that a string argument mentions. */
  public record Names(Language language, List<String> argument) {
    public Names {
      argument = List.copyOf(argument);
    }

    /** What the string is written in. */
    public enum Language {
      PYTHON,
      FORMULA,
      QUERY,
      SYMBOLS
    }
  }

  /** The call may look at, or change, any name. */
  public record OpenWorld(boolean reads, boolean writes) {}

  public Rule {
    mutates = List.copyOf(mutates);
    runs = List.copyOf(runs);
    ambient = List.copyOf(ambient);
    files = List.copyOf(files);
    kinds = List.copyOf(kinds);
    fills = List.copyOf(fills);
  }

  public boolean mutatesSelf() {
    return mutates.contains("self");
  }

  /** The rule of a function that no table names: it changes none of its arguments. */
  public static Rule unknown() {
    return new Rule(
        false,
        List.of(),
        false,
        Optional.empty(),
        false,
        false,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Look.SIGNATURE,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        false);
  }
}
