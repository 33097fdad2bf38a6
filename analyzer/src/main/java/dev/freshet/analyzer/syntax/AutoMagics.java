package dev.freshet.analyzer.syntax;

import java.util.Set;

/**
 * Magics without their escape character: {@code pip install x}, {@code cd data}, {@code pwd}.
 * IPython takes them so in a cell of a single line, unless a variable has the name
 * (IPython.core.prefilter, AutoMagicChecker).
 */
public final class AutoMagics {
  // %lsmagic of IPython 8 and 9, and the aliases that it makes on POSIX systems.
  private static final Set<String> NAMES =
      Set.of(
          ("alias alias_magic autoawait autocall automagic bookmark cat cd clear code_wrap colors"
                  + " conda config connect_info cp debug dhist dirs doctest_mode ed edit env gui"
                  + " hist history killbgscripts ldir less lf lk ll load load_ext loadpy logoff"
                  + " logon logstart logstate logstop ls lsmagic lx macro magic mamba man"
                  + " matplotlib micromamba mkdir more mv notebook page pastebin pdb pdef pdoc"
                  + " pfile pinfo pinfo2 pip popd pprint precision prun psearch psource pushd pwd"
                  + " pycat pylab qtconsole quickref recall rehashx reload_ext rep rerun reset"
                  + " reset_selective rm rmdir run save sc set_env store sx system tb time timeit"
                  + " unalias unload_ext uv who who_ls whos xdel xmode")
              .split(" "));

  // What goes on with a name as Python would, even if it is not finished yet.
  private static final String PYTHON = "=([,:)]}";

  private AutoMagics() {}

  /** Whether IPython itself has a line magic, or an alias, of this name. */
  public static boolean isMagic(String name) {
    return NAMES.contains(name);
  }

  /** Whether a cell is one line of text, after blank ones. */
  public static boolean isOneLine(String cell) {
    String text = cell.stripLeading();
    int line = text.indexOf('\n');
    return !text.isEmpty() && (line < 0 || line == text.length() - 1);
  }

  /** Where a line that is no Python begins as a magic of IPython with arguments; or -1. */
  static int find(char[] text, int from, int end) {
    int p = from;
    while (p < end && (Chars.space(text[p]) || Chars.newline(text[p]))) {
      p++;
    }
    int name = Chars.nameEnd(text, p, end);
    int rest = Chars.skipSpaces(text, name, end);
    boolean argument = rest > name && rest < end && PYTHON.indexOf(text[rest]) < 0;
    return name > p && argument && isMagic(new String(text, p, name - p)) ? p : -1;
  }
}
