package dev.freshet.server.files;

import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of the user's own modules beside a notebook that it imports, directly or through each
 * other. Import statements are searched for, not parsed: a module too many does no harm.
 */
public final class LocalModules {
  private static final Pattern IMPORT =
      Pattern.compile(
          "(?m)^[ \\t]*(?:from[ \\t]+([\\w.]+)[ \\t]+import[ \\t]+(\\w+)?|import[ \\t]+(.+))");
  private static final Pattern DOTTED = Pattern.compile("[\\w.]+");
  private static final int MOST = 200;

  private final Path directory;
  private final FileTexts files;
  private final Map<String, String> texts = new TreeMap<>();
  private final Set<String> missed = new TreeSet<>();
  private final Deque<String> unread = new ArrayDeque<>();

  private LocalModules(Path directory, FileTexts files) {
    this.directory = directory;
    this.files = files;
  }

  /** Module texts by dotted name, as they are now. */
  static Map<String, String> read(Path directory, Notebook notebook) {
    return read(directory, notebook, FileTexts.DISK);
  }

  /** Module texts by dotted name. */
  static Map<String, String> read(Path directory, Notebook notebook, FileTexts files) {
    LocalModules modules = new LocalModules(directory, files);
    notebook.cells().stream().filter(Cell::isCode).map(Cell::source).forEach(modules::scan);
    modules.follow();
    return modules.texts;
  }

  /**
   * The packages that a notebook, or a module of its own, imports from elsewhere: the first parts
   * of their names, sorted.
   */
  static Set<String> imported(Path directory, Notebook notebook) {
    LocalModules modules = new LocalModules(directory, FileTexts.DISK);
    notebook.cells().stream().filter(Cell::isCode).map(Cell::source).forEach(modules::scan);
    modules.follow();
    Set<String> packages = new TreeSet<>();
    for (String name : modules.missed) {
      int dot = name.indexOf('.');
      String first = dot < 0 ? name : name.substring(0, dot);
      if (!first.isEmpty() && !modules.texts.containsKey(first)) {
        packages.add(first);
      }
    }
    return packages;
  }

  private void follow() {
    for (String name = unread.poll(); name != null && texts.size() < MOST; name = unread.poll()) {
      if (!texts.containsKey(name)) {
        Optional<String> text = text(name);
        if (text.isPresent()) {
          texts.put(name, text.get());
          scan(text.get());
        } else {
          missed.add(name);
        }
      }
    }
  }

  private void scan(String source) {
    Matcher matcher = IMPORT.matcher(source);
    while (matcher.find()) {
      if (matcher.group(3) != null) {
        for (String part : matcher.group(3).split(",", -1)) {
          Matcher name = DOTTED.matcher(part);
          if (name.find()) {
            add(name.group());
          }
        }
      } else {
        add(matcher.group(1));
        if (matcher.group(2) != null) {
          add(matcher.group(1) + "." + matcher.group(2));
        }
      }
    }
  }

  private void add(String dotted) {
    for (int dot = dotted.indexOf('.', 1); dot > 0; dot = dotted.indexOf('.', dot + 1)) {
      unread.add(dotted.substring(0, dot));
    }
    unread.add(dotted);
  }

  private Optional<String> text(String dotted) {
    if (dotted.startsWith(".") || dotted.endsWith(".")) {
      return Optional.empty();
    }
    Path base = directory.resolve(dotted.replace('.', '/'));
    Path parent = base.getParent();
    Path module = parent == null ? base : parent.resolve(base.getFileName() + ".py");
    return files.text(module).or(() -> files.text(base.resolve("__init__.py")));
  }
}
