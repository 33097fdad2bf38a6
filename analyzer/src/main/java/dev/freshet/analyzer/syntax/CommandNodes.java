package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Module;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives IPython's commands their nodes; Python inside them is parsed in place, with its offsets.
 */
final class CommandNodes {
  private final ParserBase parser;

  CommandNodes(ParserBase parser) {
    this.parser = parser;
  }

  /** A command as an expression; the token is no cell magic. */
  Expr expr(Tok token) {
    if (!(token.value instanceof Command command)) {
      return parser.orMissing(null);
    }
    int from = Chars.skipSpaces(parser.text, command.from(), command.to());
    int to = trimmed(from, command.to());
    return switch (command.kind()) {
      case LINE_MAGIC -> lineMagic(token, command.from(), to);
      case SHELL -> shell(token, from, to, false);
      case SHELL_LINES -> shell(token, from, to, true);
      case HELP -> help(token, from, to, false);
      case DETAILED_HELP -> help(token, from, to, true);
      case QUOTE_WORDS, QUOTE_REST, PARENTHESISE -> autoCall(token, command.kind(), from, to);
      case CELL_MAGIC -> parser.orMissing(null);
    };
  }

  private int trimmed(int from, int to) {
    int p = to;
    while (p > from && (Chars.space(parser.text[p - 1]) || Chars.newline(parser.text[p - 1]))) {
      p--;
    }
    return p;
  }

  private int wordEnd(int from, int to) {
    int p = from;
    while (p < to && !Chars.space(parser.text[p])) {
      p++;
    }
    return p;
  }

  private Identifier identifier(int from, int to) {
    return new Identifier(from, to, parser.source(from, to));
  }

  private Expr lineMagic(Tok token, int from, int end) {
    int to = Math.max(from, end);
    int nameEnd = wordEnd(from, to);
    Identifier name = identifier(from, nameEnd);
    int argument = Math.min(Chars.skipSpaces(parser.text, nameEnd, to), to);
    Module code = null;
    List<Expr> interpolations = List.of();
    if (CodeMagics.lineTakesCode(name.text())) {
      int codeStart = CodeMagics.afterOptions(name.text(), parser.text, argument, to);
      code = codeStart < to ? code(codeStart, to) : null;
    } else {
      interpolations = interpolations(argument, to);
    }
    return new Expr.LineMagic(
        token.start, token.end, name, parser.source(argument, to), argument, code, interpolations);
  }

  private List<Expr> interpolations(int from, int to) {
    return new Interpolations(parser.text).find(from, to);
  }

  private Module code(int from, int to) {
    return Parser.parse(parser.text, from, to, false).tree();
  }

  private Expr shell(Tok token, int from, int to, boolean doubled) {
    String command = parser.source(from, to);
    return new Expr.ShellCommand(
        token.start, token.end, command, from, doubled, interpolations(from, to));
  }

  private Expr help(Tok token, int from, int to, boolean detailed) {
    String target = parser.source(from, to);
    Expr tree = null;
    if (target.indexOf('%') < 0 && target.indexOf('*') < 0) {
      tree = expression(from, to);
    }
    return new Expr.Help(token.start, token.end, target, from, detailed, tree);
  }

  /** The one expression that {@code from..to} is, if it is one. */
  private @Nullable Expr expression(int from, int to) {
    return Interpolations.expression(parser.text, from, to);
  }

  private Expr autoCall(Tok token, Command.Kind kind, int from, int to) {
    int funcEnd = wordEnd(from, to);
    Expr func = expression(from, funcEnd);
    Items<Expr> args = new Items<>();
    int rest = Math.min(Chars.skipSpaces(parser.text, funcEnd, to), to);
    if (kind == Command.Kind.QUOTE_REST) {
      args.add(quoted(rest, to));
    } else if (kind == Command.Kind.QUOTE_WORDS) {
      for (int p = rest; p < to; p = Chars.skipSpaces(parser.text, wordEnd(p, to), to)) {
        args.add(quoted(p, wordEnd(p, to)));
      }
    } else if (rest < to) {
      Expr tuple = expression(rest, to);
      args.add(parser.orMissing(tuple));
    }
    Expr callee = func == null ? parser.orMissing(null) : func;
    return new Expr.Call(token.start, token.end, callee, args.toList(), List.of());
  }

  private Expr quoted(int from, int to) {
    return new Expr.Constant(from, to, new Literal.Str(parser.source(from, to)));
  }

  /** A cell magic; what is wrong with its body is added to the problems. */
  Stmt.CellMagic cell(Tok token, Command command) {
    char[] text = parser.text;
    int lineEnd = Chars.lineEnd(text, command.from(), command.to());
    int nameEnd = wordEnd(command.from(), lineEnd);
    Identifier name = identifier(command.from(), nameEnd);
    int argument = Math.min(Chars.skipSpaces(text, nameEnd, lineEnd), lineEnd);
    int argumentEnd = trimmed(argument, lineEnd);
    int bodyStart =
        lineEnd < command.to() ? Chars.afterNewline(text, lineEnd, command.to()) : lineEnd;
    Module code = null;
    if (CodeMagics.cellLineTakesCode(name.text())) {
      int from = CodeMagics.afterOptions(name.text(), text, argument, argumentEnd);
      code = from < argumentEnd ? code(from, argumentEnd) : null;
    }
    Module body = null;
    if (CodeMagics.bodyIsCode(name.text())) {
      Parsed parsed = Parser.parse(text, bodyStart, command.to(), true);
      body = parsed.tree();
      parsed.problems().forEach(p -> parser.problem(p.start(), p.end(), p.message()));
    }
    String line = parser.source(argument, argumentEnd);
    return new Stmt.CellMagic(token.start, token.end, name, line, argument, bodyStart, code, body);
  }
}
