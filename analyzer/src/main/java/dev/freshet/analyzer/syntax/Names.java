package dev.freshet.analyzer.syntax;

import static dev.freshet.analyzer.syntax.PythonParser.*;

import java.text.Normalizer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names, those that are used often kept once, beside Python's keywords. */
final class Names {
  /** A name or keyword: its token type, text and operator code. */
  record Symbol(String text, int type, int op, int hash) {}

  private static final Map<String, Integer> KEYWORDS =
      Map.ofEntries(
          Map.entry("None", NONE),
          Map.entry("True", TRUE),
          Map.entry("False", FALSE),
          Map.entry("and", AND),
          Map.entry("as", AS),
          Map.entry("assert", ASSERT),
          Map.entry("async", ASYNC),
          Map.entry("await", AWAIT),
          Map.entry("break", BREAK),
          Map.entry("class", CLASS),
          Map.entry("continue", CONTINUE),
          Map.entry("def", DEF),
          Map.entry("del", DEL),
          Map.entry("elif", ELIF),
          Map.entry("else", ELSE),
          Map.entry("except", EXCEPT),
          Map.entry("finally", FINALLY),
          Map.entry("for", FOR),
          Map.entry("from", FROM),
          Map.entry("global", GLOBAL),
          Map.entry("if", IF),
          Map.entry("import", IMPORT),
          Map.entry("in", IN),
          Map.entry("is", IS),
          Map.entry("lambda", LAMBDA),
          Map.entry("nonlocal", NONLOCAL),
          Map.entry("not", NOT),
          Map.entry("or", OR),
          Map.entry("pass", PASS),
          Map.entry("raise", RAISE),
          Map.entry("return", RETURN),
          Map.entry("try", TRY),
          Map.entry("while", WHILE),
          Map.entry("with", WITH),
          Map.entry("yield", YIELD));

  private static final Symbol[] RESERVED = keywords();

  // The names that were read last, whatever the text, each at the place that its hash gives: texts
  // of one notebook use the same few, and a name that is kept once is cheap to compare. It decides
  // nothing but which of two equal texts is used, so that threads need not agree on it.
  private static final int RECENT = 1 << 11;

  private static final int LONGEST = 40;
  private static final @Nullable Symbol[] RECENTLY = new @Nullable Symbol[RECENT];

  private Names() {}

  private static Symbol[] keywords() {
    Symbol[] table = new Symbol[256];
    KEYWORDS.forEach(
        (text, type) -> {
          int hash = 0;
          for (int i = 0; i < text.length(); i++) {
            hash = hash * 31 + text.charAt(i);
          }
          put(table, new Symbol(text, type, operator(type), hash));
        });
    return table;
  }

  private static int operator(int type) {
    return switch (type) {
      case AND -> Ops.AND;
      case OR -> Ops.OR;
      case NOT -> Ops.NOT;
      case IN -> Ops.IN;
      case IS -> Ops.IS;
      default -> 0;
    };
  }

  private static void put(Symbol[] table, Symbol symbol) {
    int at = spread(symbol.hash) & (table.length - 1);
    while (table[at] != null) {
      at = (at + 1) & (table.length - 1);
    }
    table[at] = symbol;
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 15) ^ (hash >>> 7);
  }

  /** The symbol spelt {@code text[from..to]}; the hash is that of {@link String#hashCode()}. */
  static Symbol ascii(char[] text, int from, int to, int hash) {
    int spread = spread(hash);
    int at = spread & (RESERVED.length - 1);
    for (Symbol symbol = RESERVED[at]; symbol != null; symbol = RESERVED[at]) {
      if (symbol.hash == hash && same(symbol.text, text, from, to)) {
        return symbol;
      }
      at = (at + 1) & (RESERVED.length - 1);
    }
    int place = spread & (RECENT - 1);
    Symbol recent = RECENTLY[place];
    if (recent != null && recent.hash == hash && same(recent.text, text, from, to)) {
      return recent;
    }
    Symbol symbol = new Symbol(new String(text, from, to - from), NAME, 0, hash);
    if (to - from <= LONGEST) {
      RECENTLY[place] = symbol;
    }
    return symbol;
  }

  /** Normalises to NFKC first, as Python does. */
  static Symbol other(char[] text, int from, int to) {
    String name = Normalizer.normalize(new String(text, from, to - from), Normalizer.Form.NFKC);
    Symbol symbol = ascii(name.toCharArray(), 0, name.length(), name.hashCode());
    return symbol.type == NAME ? symbol : new Symbol(name, NAME, 0, name.hashCode());
  }

  private static boolean same(String name, char[] text, int from, int to) {
    if (name.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (name.charAt(i - from) != text[i]) {
        return false;
      }
    }
    return true;
  }
}
