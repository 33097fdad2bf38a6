package dev.freshet.analyzer.semantics;

import dev.freshet.analyzer.syntax.AutoMagics;
import dev.freshet.analyzer.syntax.Parsed;
import dev.freshet.analyzer.syntax.Parser;
import dev.freshet.analyzer.syntax.SyntaxProblem;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Module;
import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that one text says by itself: its tree, the digest of each statement, the scopes of its
 * functions. Made once per text; it may go to any thread.
 */
public final class CellFacts {
  private static final CellFacts NONE = of("", Parser.parse(""));

  private final String source;
  private final Parsed parsed;
  private final boolean silent;

  // A tree is no deeper than its text is long: that of a short text can be walked later.
  private static final int SHORT = 1500;

  // Found on first use; whoever comes too early finds the same once more.
  private volatile @Nullable Digests digests;

  // Those of functions, lambdas and classes, found when they are asked for.
  private final IdentityHashMap<Node, Scope> scopes = new IdentityHashMap<>(4);

  /** The digests of the statements and of the whole text. */
  private record Digests(List<String> statements, String text) {}

  private CellFacts(String source, Parsed parsed) {
    this.source = source;
    this.parsed = parsed;
    List<Stmt> body = parsed.tree().body();
    silent = !body.isEmpty() && endsSilently(source, body.get(body.size() - 1));
  }

  /** The facts of the empty text. */
  public static CellFacts none() {
    return NONE;
  }

  /** The facts of a text that was parsed. */
  public static CellFacts of(String source, Parsed parsed) {
    CellFacts facts = new CellFacts(source, parsed);
    try {
      if (source.length() > SHORT) {
        facts.digests();
      }
      return facts;
    } catch (StackOverflowError tooDeep) {
      SyntaxProblem problem =
          new SyntaxProblem(0, source.length(), "the code is nested too deeply");
      Module nothing = new Module(0, source.length(), List.of());
      return new CellFacts(source, new Parsed(nothing, List.of(problem)));
    }
  }

  private Digests digests() {
    Digests known = digests;
    if (known == null) {
      known = digested();
      digests = known;
    }
    return known;
  }

  private Digests digested() {
    List<String> of = new ArrayList<>();
    for (Stmt statement : statements()) {
      of.add(digest(source, statement));
    }
    StringBuilder all = new StringBuilder(silent ? ";" : "");
    of.forEach(all::append);
    // What could not be read must not be forgotten: a broken text is its own digest.
    String hashed = problems().isEmpty() ? all.toString() : source;
    return new Digests(List.copyOf(of), TreeDigest.ofText(hashed));
  }

  // The body of a cell magic in another language is text that the tree leaves where it is.
  private static String digest(String source, Stmt statement) {
    String digest = TreeDigest.of(statement);
    if (statement instanceof Stmt.CellMagic magic && magic.body() == null) {
      return TreeDigest.ofText(digest + source.substring(magic.bodyStart()));
    }
    return digest;
  }

  /** What a cell magic is given below its first line. */
  public String bodyOf(Stmt.CellMagic magic) {
    return source.substring(Math.min(magic.bodyStart(), source.length()));
  }

  /** The statements of the text, as far as they could be read. */
  public List<Stmt> statements() {
    return parsed.tree().body();
  }

  /** Why Python would refuse the text; empty when it may be run. */
  public List<SyntaxProblem> problems() {
    return parsed.problems();
  }

  /** The digest of one statement, in hex. */
  public String statementDigest(int statement) {
    return digests().statements.get(statement);
  }

  /**
   * The digest of what one statement does, in hex: equal for statements that only look different.
   *
   * @param looks what counts beside what it does, as masks of {@link Look}s
   */
  public String meaning(int statement, int looks) {
    Stmt node = statements().get(statement);
    if (node instanceof Stmt.CellMagic || !problems().isEmpty()) {
      return statementDigest(statement);
    }
    try {
      return Meaning.of(node, this::scope, looks);
    } catch (StackOverflowError tooDeep) {
      return statementDigest(statement);
    }
  }

  /** The modules that a statement imports, or the functions in it do, with the packages around. */
  public Set<String> importedBy(int statement) {
    return Bindings.modules(statements().get(statement));
  }

  /** What a statement binds a name to; empty when that depends on more than the statement. */
  public Optional<String> binding(int statement, String name) {
    return Bindings.of(statements().get(statement), name);
  }

  /** Whether IPython would count the cell when it runs. */
  public boolean isBlank() {
    return source.isBlank();
  }

  /** The text of the cell. */
  public String source() {
    return source;
  }

  /** The lines of one statement, with its decorators. */
  public String textOf(int statement) {
    Stmt node = statements().get(statement);
    int end = source.indexOf('\n', Math.min(node.end(), source.length()));
    return source.substring(begin(statement), end < 0 ? source.length() : end);
  }

  /** What stands between a statement and the one before: comments, mostly. */
  public String textBefore(int statement) {
    int from = statement == 0 ? 0 : statements().get(statement - 1).end();
    return source.substring(Math.min(from, begin(statement)), begin(statement)).strip();
  }

  private int begin(int statement) {
    Stmt node = statements().get(statement);
    int begin = node.start();
    List<Expr> decorators =
        node instanceof Stmt.FunctionDef def
            ? def.decoratorList()
            : node instanceof Stmt.ClassDef def ? def.decoratorList() : List.of();
    for (Expr decorator : decorators) {
      begin = Math.min(begin, decorator.start() - 1);
    }
    return Math.max(0, Math.min(begin, source.length()));
  }

  /** Whether a statement is the same code at the same place as one of another text. */
  public boolean isSameStatement(int index, CellFacts other, int otherIndex) {
    Stmt own = statements().get(index);
    Stmt theirs = other.statements().get(otherIndex);
    return own.start() == theirs.start()
        && own.end() == theirs.end()
        && statementDigest(index).equals(other.statementDigest(otherIndex))
        && source.regionMatches(own.start(), other.source, theirs.start(), own.end() - own.start());
  }

  /**
   * The code digest: comments, blank lines and formatting do not count; magic text and a trailing
   * semicolon do.
   */
  public String digest() {
    return digests().text;
  }

  /** Whether a semicolon keeps the last expression from being shown. */
  public boolean isSilent() {
    return silent;
  }

  /** Whether the text is one line with nothing on it but a name, and a magic has that name. */
  public boolean isMagicName() {
    return statements().size() == 1
        && statements().get(0) instanceof Stmt.ExprStmt only
        && only.value() instanceof Expr.Name name
        && AutoMagics.isMagic(name.id())
        && AutoMagics.isOneLine(source);
  }

  /** The functions and classes that the text defines at its top level. */
  public List<String> definedNames() {
    List<String> names = new ArrayList<>();
    for (Stmt statement : statements()) {
      if (statement instanceof Stmt.FunctionDef def) {
        names.add(def.name().text());
      } else if (statement instanceof Stmt.ClassDef def) {
        names.add(def.name().text());
      }
    }
    return List.copyOf(names);
  }

  /** The scope of a function, lambda or class of this text. */
  public Scope scope(Node owner) {
    synchronized (scopes) {
      Scope known = scopes.get(owner);
      if (known == null) {
        known = scope(owner, scopes);
        scopes.put(owner, known);
      }
      return known;
    }
  }

  /** The scope of the text and those of the functions and classes in it, as symbol tables. */
  public List<Scope> scopes() {
    IdentityHashMap<Node, Scope> inner = new IdentityHashMap<>();
    List<Scope> all = new ArrayList<>();
    all.add(ScopeBuilder.ofBody(null, statements(), inner));
    all.addAll(inner.values());
    return all;
  }

  private static Scope scope(Node owner, IdentityHashMap<Node, Scope> inner) {
    if (owner instanceof Stmt.FunctionDef def) {
      return ScopeBuilder.ofBody(def.args(), def.body(), inner);
    }
    if (owner instanceof Expr.Lambda lambda) {
      return ScopeBuilder.ofBody(lambda.args(), List.of(lambda.body()), inner);
    }
    if (owner instanceof Stmt.ClassDef def) {
      return ScopeBuilder.ofBody(null, def.body(), inner);
    }
    throw new IllegalArgumentException("no scope: " + owner.getClass());
  }

  // IPython shows the last expression unless a semicolon follows it.
  private static boolean endsSilently(String source, Stmt last) {
    for (int i = Math.min(last.end(), source.length()); i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == ';') {
        return true;
      }
      if (c == '#') {
        return false;
      }
    }
    return false;
  }
}
