package dev.freshet.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Module;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** IPython's syntax is read in place. */
final class CommandsTest {
  private static List<Stmt> body(String source) {
    Parsed parsed = Parser.parse(source);
    assertThat(parsed.problems()).isEmpty();
    return parsed.tree().body();
  }

  private static Expr only(String source) {
    return ((Stmt.ExprStmt) body(source).get(0)).value();
  }

  private static List<String> names(String source) {
    return TreeDump.of(Parser.parse(source).tree(), true).stream()
        .filter(n -> n.startsWith("Name "))
        .toList();
  }

  @Test
  void lineMagicKeepsItsArgument() {
    Expr.LineMagic magic = (Expr.LineMagic) only("%run  -i job.py {name}");
    assertThat(magic.name().text()).isEqualTo("run");
    assertThat(magic.argument()).isEqualTo("-i job.py {name}");
    assertThat(magic.argumentStart()).isEqualTo(6);
    assertThat(magic.interpolations()).hasSize(1);
  }

  @Test
  void codeInLineMagicsKeepsItsPlace() {
    assertThat(names("%time x = f(y)"))
        .containsExactlyInAnyOrder("Name 6 7 Store x", "Name 10 11 Load f", "Name 12 13 Load y");
    assertThat(names("%timeit -n 10 -r3 f(y)"))
        .containsExactlyInAnyOrder("Name 18 19 Load f", "Name 20 21 Load y");
  }

  @Test
  void commandsMayBeAssigned() {
    Stmt.Assign assign = (Stmt.Assign) body("a, b = !ls {path} $home # x").get(0);
    Expr.ShellCommand shell = (Expr.ShellCommand) assign.value();
    assertThat(shell.command()).isEqualTo("ls {path} $home # x");
    assertThat(shell.interpolations()).hasSize(2);
    assertThat(((Stmt.Assign) body("x = %pwd").get(0)).value()).isInstanceOf(Expr.LineMagic.class);
  }

  @Test
  void bracesOfOtherLanguagesAreLeftAlone() {
    Expr.ShellCommand shell = (Expr.ShellCommand) only("!awk '{print $1}' f.txt");
    assertThat(shell.interpolations()).isEmpty();
  }

  @Test
  void helpNamesItsTarget() {
    Expr.Help help = (Expr.Help) only("np.random.normal??");
    assertThat(help.text()).isEqualTo("np.random.normal");
    assertThat(help.detailed()).isTrue();
    assertThat(help.target()).isInstanceOf(Expr.Attribute.class);
    assertThat(((Expr.Help) only("?len")).text()).isEqualTo("len");
    assertThat(((Expr.Help) only("*int*?")).target()).isNull();
    assertThat(((Expr.Help) only("%timeit?")).text()).isEqualTo("%timeit");
  }

  @Test
  void cellMagicsTakeTheCell() {
    Stmt.CellMagic bash = (Stmt.CellMagic) body("%%bash\nls | wc -l\n").get(0);
    assertThat(bash.body()).isNull();
    assertThat(bash.bodyStart()).isEqualTo(7);
    Stmt.CellMagic time = (Stmt.CellMagic) body("\n%%time\nx = 1\n%matplotlib inline\n").get(0);
    assertThat(time.body()).isNotNull().extracting(Module::body).asInstanceOf(LIST).hasSize(2);
    assertThat(names("%%capture out\nx = 1")).containsExactly("Name 14 15 Store x");
    assertThat(Parser.parse("%%time\nx = = 1").problems()).hasSize(1);
  }

  @Test
  void autoCallIsACall() {
    Expr.Call call = (Expr.Call) only(",f a b");
    assertThat(call.args()).hasSize(2).allMatch(Expr.Constant.class::isInstance);
    assertThat(names("/f a")).containsExactly("Name 1 2 Load f", "Name 3 4 Load a");
  }

  @Test
  void promptsAndMarginsAreSkipped() {
    assertThat(body(">>> if x:\n...     y\n")).hasSize(1);
    assertThat(body("In [3]: x = [1,\n   ...:     2]\n")).hasSize(1);
    assertThat(body("  x = 1\n  y = 2\n")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a += !ls",
        "print(1); %time x",
        "foo? # no comment",
        "f(x)?",
        "x = != 1",
        "a = b = !ls",
        "%timeit f(\n  x)"
      })
  void whatIPythonRefusesIsRefused(String source) {
    assertThat(Parser.parse(source).problems()).isNotEmpty();
  }

  @Test
  void noTextMakesTheParserThrow() {
    for (String source :
        List.of(
            "",
            "\0",
            "\ud83d",
            "(".repeat(5000),
            "[".repeat(300) + "]".repeat(300),
            "not ".repeat(5000) + "x",
            "lambda: ".repeat(20_000),
            "x" + "+x".repeat(50_000),
            "if x:\n ".repeat(300),
            "f'{".repeat(500),
            "%%",
            "%",
            "!",
            "?",
            "x = %",
            "\\",
            "'''")) {
      assertThat(Parser.parse(source).tree().end()).isEqualTo(source.length());
    }
  }
}
