package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Module;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.List;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Python 3.14 with IPython's syntax, as text, to a tree. Healthy code is parsed in one go; code
 * with an error is parsed again, each top-level statement alone, so that an error harms its own
 * line only.
 */
public final class Parser {
  private static final StopParsing STOP = new StopParsing();

  private final char[] text;
  private final int start;
  private final int end;
  private final boolean wholeCell;

  private Parser(char[] text, int start, int end, boolean wholeCell) {
    this.text = text;
    this.start = start;
    this.end = end;
    this.wholeCell = wholeCell;
  }

  /** Parses a cell; never throws, whatever the text. */
  public static Parsed parse(String source) {
    int length = source.length();
    char[] text = new char[length + 1];
    source.getChars(0, length, text, 0);
    Parser parser = new Parser(text, 0, length, true);
    Parsed parsed = parser.parse();
    int magic =
        parsed.problems().isEmpty() || !AutoMagics.isOneLine(source)
            ? -1
            : AutoMagics.find(text, 0, length);
    return magic < 0 ? parsed : parser.automagic(magic, parsed);
  }

  /** Parses a part of a text; {@code text[to]} need not be a terminator. */
  static Parsed parse(char[] text, int from, int to, boolean wholeCell) {
    char[] part = new char[to + 1];
    System.arraycopy(text, 0, part, 0, to);
    return new Parser(part, from, to, wholeCell).parse();
  }

  private Parsed parse() {
    try {
      Problems lexical = new Problems();
      Lexer lexer = lex(lexical, false);
      if (!lexer.brackets.unbalanced()) {
        Parsed parsed = healthy(lexer.tokens, lexical);
        return parsed != null ? parsed : broken(lexer.tokens, lexical);
      }
      Problems found = new Problems();
      return broken(lex(found, true).tokens, found);
    } catch (StackOverflowError tooDeep) {
      SyntaxProblem problem = new SyntaxProblem(start, end, "the code is nested too deeply");
      return new Parsed(new Module(start, end, List.of()), List.of(problem));
    }
  }

  /** The cell as one magic; otherwise what it is as Python. */
  private Parsed automagic(int from, Parsed otherwise) {
    Problems problems = new Problems();
    Lexer lexer = new Lexer(text, end, problems, false);
    lexer.magic(from, Chars.lineEnd(text, from, end));
    Parsed parsed = healthy(lexer.tokens, problems);
    return parsed == null ? otherwise : parsed;
  }

  private Lexer lex(Problems problems, boolean recover) {
    Lexer lexer = new Lexer(text, end, problems, recover);
    lexer.run(start, wholeCell);
    return lexer;
  }

  /** The tree of code without syntax errors; null when there is one. */
  private @Nullable Parsed healthy(Tokens tokens, Problems lexical) {
    PythonParser parser = parser(tokens.stream(0, tokens.size()));
    Items<Stmt> out = new Items<>();
    try {
      parser.file(out);
    } catch (ParseCancellationException syntaxError) {
      return null;
    }
    lexical.addAll(parser.problems);
    return finish(parser, out, lexical);
  }

  private PythonParser parser(Tokens.Stream input) {
    PythonParser parser = new PythonParser(input);
    parser.text = text;
    parser.setBuildParseTree(false);
    parser.removeErrorListeners();
    parser.setErrorHandler(STOP);
    return parser;
  }

  private Parsed broken(Tokens tokens, Problems found) {
    int[] boundaries = Chunks.boundaries(tokens);
    PythonParser parser = parser(tokens.stream(0, 0));
    Items<Stmt> out = new Items<>();
    for (int i = 0; i + 1 < boundaries.length; i++) {
      chunk(parser, tokens, boundaries[i], boundaries[i + 1], out);
      found.addAll(parser.problems);
    }
    return finish(parser, out, found);
  }

  private void chunk(PythonParser parser, Tokens tokens, int from, int to, Items<Stmt> out) {
    Items<Stmt> statements = new Items<>();
    parser.restart(tokens.stream(from, to));
    parser.setErrorHandler(STOP);
    try {
      parser.file(statements);
    } catch (ParseCancellationException syntaxError) {
      statements = new Items<>();
      parser.restart(tokens.stream(from, to));
      parser.setErrorHandler(new LineRecovery(parser));
      parser.file(statements);
      parser.skipped(statements);
    }
    statements.toList().forEach(out::add);
  }

  private Parsed finish(PythonParser parser, Items<Stmt> out, Problems found) {
    parser.unusedGroups(found);
    Module tree = new Module(start, end, out.toList());
    if (parser.futures.size() > 0) {
      Futures.check(parser.futures.toList(), tree.body(), found);
    }
    return new Parsed(tree, found.toList());
  }
}
