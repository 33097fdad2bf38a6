package dev.freshet.analyzer.syntax;

import static dev.freshet.analyzer.syntax.PythonParser.*;

import dev.freshet.analyzer.syntax.tree.Identifier;
import org.antlr.v4.runtime.Token;

/**
 * Refuses a {@code global} or {@code nonlocal} of a name that its scope has already used. Works on
 * the scope's tokens, which costs nothing where there is no such declaration.
 */
final class Declarations {
  private final Tokens.Stream tokens;
  private final int scopeStart;

  Declarations(Tokens.Stream tokens, int scopeStart) {
    this.tokens = tokens;
    this.scopeStart = scopeStart;
  }

  /** Whether the scope uses the name before the declaration that begins at the given token. */
  boolean usedBefore(Identifier name, Token declaration) {
    int i = scopeStart;
    while (tokens.get(i) != declaration && tokens.get(i).getType() != Token.EOF) {
      int type = tokens.get(i).getType();
      if (type == DEF || type == CLASS) {
        if (is(name, i + 1)) {
          return true;
        }
        i = afterBlock(i);
      } else if (hasInnerScope(i)) {
        i = afterLine(i);
      } else if (uses(name, i, declaration)) {
        return true;
      } else {
        i++;
      }
    }
    return false;
  }

  private boolean is(Identifier name, int i) {
    Tok token = (Tok) tokens.get(i);
    return token.type == NAME && token.text().equals(name.text());
  }

  /** A repeated declaration of the same kind is no use. */
  private boolean uses(Identifier name, int i, Token declaration) {
    if (!is(name, i) || (i > 0 && tokens.get(i - 1).getType() == DOT)) {
      return false;
    }
    int first = i;
    while (first > scopeStart && !separates(tokens.get(first - 1).getType())) {
      first--;
    }
    return tokens.get(first).getType() != declaration.getType();
  }

  private static boolean separates(int type) {
    return type == NEWLINE || type == SEMI || type == INDENT || type == DEDENT || type == COLON;
  }

  /** Whether a comprehension, a lambda or a keyword argument makes the rest of the line unclear. */
  private boolean hasInnerScope(int from) {
    boolean lineStart = from == scopeStart || separates(tokens.get(from - 1).getType());
    if (!lineStart) {
      return false;
    }
    for (int i = from; !endsLine(i); i++) {
      int type = tokens.get(i).getType();
      boolean loop = type == FOR && i > from && tokens.get(i - 1).getType() != ASYNC;
      if (type == LAMBDA || loop || (type == EQUAL && inBrackets(from, i))) {
        return true;
      }
    }
    return false;
  }

  private boolean inBrackets(int from, int to) {
    int depth = 0;
    for (int i = from; i < to; i++) {
      int type = tokens.get(i).getType();
      depth += type == LPAR ? 1 : type == RPAR ? -1 : 0;
    }
    return depth > 0;
  }

  private boolean endsLine(int i) {
    int type = tokens.get(i).getType();
    return type == NEWLINE || type == Token.EOF;
  }

  private int afterLine(int from) {
    int i = from;
    while (!endsLine(i)) {
      i++;
    }
    return tokens.get(i).getType() == NEWLINE ? i + 1 : i;
  }

  /** Goes over an inner function or class. */
  private int afterBlock(int from) {
    int i = afterLine(from);
    if (tokens.get(i).getType() != INDENT) {
      return i;
    }
    int depth = 0;
    do {
      int type = tokens.get(i).getType();
      depth += type == INDENT ? 1 : type == DEDENT ? -1 : 0;
      i++;
    } while (depth > 0 && tokens.get(i).getType() != Token.EOF);
    return i;
  }
}
