package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.checks.DataStep.Target;
import dev.freshet.analyzer.checks.Diagnostic.Related;
import dev.freshet.analyzer.notebook.SourceRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows data down a notebook, from where they are split to where something is fitted to them. */
final class LeakWalk {
  /** A split by a name only: which one is not known. */
  private static final int NAMED = -1;

  /** A call that divides rows into a training and a test part. */
  private record Split(int cell, SourceRange range, String name, Lineage whole, Set<Integer> own) {}

  /** A call that learns from rows. */
  private record Fit(int cell, SourceRange range, String type, Lineage data, Set<Integer> own) {
    boolean isOnAll() {
      return data.train().isEmpty() && data.test().isEmpty();
    }
  }

  private final List<Diagnostic> found = new ArrayList<>();
  private final List<Split> splits = new ArrayList<>();
  private final List<Fit> fits = new ArrayList<>();
  private final Set<Integer> told = new HashSet<>();
  private final ScopedMap<Lineage> data = new ScopedMap<>();
  private final ScopedMap<Integer> versions = new ScopedMap<>();
  private final ScopedMap<String> types = new ScopedMap<>();
  private final ScopedMap<Integer> fitted = new ScopedMap<>();
  private int version;
  private int cell;

  /** Goes on with the next cell. */
  void cell(int index, List<DataStep> steps) {
    cell = index;
    steps.forEach(this::step);
  }

  List<Diagnostic> found() {
    return found;
  }

  private void step(DataStep step) {
    if (!step.body().isEmpty()) {
      if (step.learns()) {
        apart(step.body());
      }
      return;
    }
    DataExpr value = step.value();
    if (value == null) {
      return;
    }
    if (step.targets().size() == 1 && !step.targets().get(0).several().isEmpty()) {
      unpack(step.targets().get(0).several(), value, step.loop());
      return;
    }
    Lineage lineage = eval(value);
    for (Target target : step.targets()) {
      assign(target, lineage, value);
    }
  }

  // What a function's parameters hold is not known; it sees the notebook's names.
  private void apart(List<DataStep> body) {
    int inData = data.enter();
    int inVersions = versions.enter();
    int inTypes = types.enter();
    int inFitted = fitted.enter();
    body.forEach(this::step);
    data.leave(inData);
    versions.leave(inVersions);
    types.leave(inTypes);
    fitted.leave(inFitted);
  }

  private void unpack(List<Target> targets, DataExpr value, boolean loop) {
    if (value.isCall("train_test_split") && !loop) {
      List<Lineage> args = value.args().stream().map(this::eval).toList();
      int split = split(value, args);
      for (int i = 0; i < targets.size() && i / 2 < args.size(); i++) {
        Lineage part = args.get(i / 2);
        bind(targets.get(i), i % 2 == 0 ? part.inTrain(split) : part.inTest(split));
      }
    } else if (value.isCall("split") && value.receiver() != null && loop && targets.size() == 2) {
      List<Lineage> args = value.args().stream().map(this::eval).toList();
      int split = split(value, args);
      bind(targets.get(0), Lineage.NONE.inTrain(split));
      bind(targets.get(1), Lineage.NONE.inTest(split));
    } else if (value.kind() == DataExpr.Kind.GROUP && value.args().size() == targets.size()) {
      List<Lineage> parts = value.args().stream().map(this::eval).toList();
      for (int i = 0; i < parts.size(); i++) {
        assign(targets.get(i), parts.get(i), value.args().get(i));
      }
    } else {
      Lineage lineage = eval(value);
      targets.forEach(target -> bind(target, lineage));
    }
  }

  private void assign(Target target, Lineage lineage, DataExpr value) {
    bind(target, lineage);
    String name = target.name();
    if (!name.isEmpty() && !target.part()) {
      types.put(name, type(value));
      fitted.remove(name);
      if (value.kind() == DataExpr.Kind.CALL
          && value.name().equals("fit")
          && !value.args().isEmpty()
          && !fits.isEmpty()) {
        fitted.put(name, fits.size() - 1);
      }
    }
  }

  private void bind(Target target, Lineage lineage) {
    if (!target.several().isEmpty()) {
      target.several().forEach(each -> bind(each, lineage));
      return;
    }
    String name = target.name();
    if (name.isEmpty()) {
      return;
    }
    if (target.part()) {
      Lineage before = data.get(name);
      data.put(name, before == null ? lineage : before.and(lineage));
      return;
    }
    boolean named = target.isTest() && lineage.train().isEmpty() && lineage.test().isEmpty();
    versions.put(name, ++version);
    data.put(name, (named ? lineage.inTest(NAMED) : lineage).version(version));
  }

  /** The class that a value is an instance of, as far as the text says. */
  private String type(@Nullable DataExpr value) {
    if (value == null) {
      return "";
    }
    return switch (value.kind()) {
      case NAME -> types.get(value.name(), "");
      case CALL ->
          Estimators.FITTING.contains(value.name()) || value.name().equals("set_params")
              ? type(value.receiver())
              : value.name();
      default -> "";
    };
  }

  private Lineage eval(DataExpr node) {
    return switch (node.kind()) {
      case NAME -> data.get(node.name(), Lineage.NONE);
      case CALL -> call(node);
      default -> all(node);
    };
  }

  private Lineage all(DataExpr node) {
    Lineage lineage = node.receiver() == null ? Lineage.NONE : eval(node.receiver());
    for (DataExpr arg : node.args()) {
      Lineage part = eval(arg);
      // A name alone does not make an index one of test rows.
      lineage = lineage.and(node.kind() == DataExpr.Kind.PART ? part.notInTest(NAMED) : part);
    }
    return lineage;
  }

  private Lineage call(DataExpr call) {
    DataExpr receiver = call.receiver();
    if (receiver != null && Estimators.FITTING.contains(call.name()) && !call.args().isEmpty()) {
      return fit(call, receiver);
    }
    Lineage lineage = all(call);
    if (call.name().equals("train_test_split")) {
      split(call, List.of(lineage));
    } else if (Estimators.CROSS_VALIDATION.contains(call.name()) && call.args().size() > 1) {
      divided(call.name(), call.range(), eval(call.args().get(1)));
    }
    if (receiver != null && !call.args().isEmpty()) {
      Fit last = lastFit(receiver);
      if (last != null) {
        used(call, last, eval(call.args().get(0)));
        boolean transforms = call.name().equals("transform");
        return transforms && isPreprocessing(last) ? lineage.fitted(fits.indexOf(last)) : lineage;
      }
    }
    return lineage;
  }

  private static boolean isPreprocessing(Fit fit) {
    return Estimators.isPreprocessing(fit.type()) && fit.isOnAll();
  }

  private @Nullable Fit lastFit(DataExpr receiver) {
    if (receiver.kind() == DataExpr.Kind.CALL && Estimators.FITTING.contains(receiver.name())) {
      return fits.isEmpty() ? null : fits.get(fits.size() - 1);
    }
    Integer at = receiver.kind() == DataExpr.Kind.NAME ? fitted.get(receiver.name()) : null;
    return at == null ? null : fits.get(at);
  }

  private int split(DataExpr call, List<Lineage> args) {
    Lineage whole = Lineage.NONE;
    for (Lineage arg : args) {
      whole = whole.and(arg);
    }
    Set<Integer> own = new HashSet<>();
    call.args().forEach(arg -> own.addAll(own(arg)));
    splits.add(new Split(cell, call.range(), call.name(), whole, own));
    divided(call.name(), call.range(), whole);
    return splits.size() - 1;
  }

  /** Rows are divided: what was fitted to all of them has seen those that are the test part. */
  private void divided(String how, SourceRange range, Lineage whole) {
    for (int at : whole.fits()) {
      if (told.add(at)) {
        Fit fit = fits.get(at);
        report(
            fit,
            "%s is fitted to all rows, before %s (cell %d) sets some apart for the test: fit it to the training part only, best in a pipeline"
                .formatted(fit.type(), how, cell),
            new Related(cell, range, "the rows are divided here"));
      }
    }
  }

  private Lineage fit(DataExpr call, DataExpr receiver) {
    Lineage lineage = eval(call.args().get(0));
    String type = type(receiver);
    Fit fit = new Fit(cell, call.range(), type, lineage, own(call.args().get(0)));
    fits.add(fit);
    int at = fits.size() - 1;
    if (receiver.kind() == DataExpr.Kind.NAME) {
      fitted.put(receiver.name(), at);
    }
    Lineage all = all(call);
    boolean onTest = !lineage.test().isEmpty() && lineage.train().isEmpty();
    if (onTest && !Estimators.isHarmless(type) && !call.name().equals("fit_predict")) {
      onTest(fit, at);
    }
    return isPreprocessing(fit) ? all.fitted(at) : all;
  }

  private void onTest(Fit fit, int at) {
    int split = fit.data().test().iterator().next();
    if (told.add(at)) {
      String what = fit.type().isEmpty() ? "this" : fit.type();
      if (split == NAMED) {
        report(fit, what + " is fitted to test data: fit to the training data only", null);
      } else {
        Split from = splits.get(split);
        report(
            fit,
            "%s is fitted to the test part of %s (cell %d): fit to the training part only"
                .formatted(what, from.name(), from.cell()),
            new Related(from.cell(), from.range(), "the rows are divided here"));
      }
    }
  }

  /** Something fitted is used on a part of a split: it must not have been fitted to the whole. */
  private void used(DataExpr call, Fit fit, Lineage rows) {
    if (Estimators.SCORING.contains(call.name())
        && !rows.train().isEmpty()
        && rows.test().isEmpty()) {
      // Fitted to one half, scored on the other: the parts have changed places.
      found.removeIf(d -> d.cell() == fit.cell() && d.range().equals(fit.range()));
    }
    boolean scores = Estimators.SCORING.contains(call.name()) && !rows.test().isEmpty();
    boolean transforms =
        call.name().equals("transform")
            && Estimators.isPreprocessing(fit.type())
            && !rows.test().isEmpty();
    if (!fit.isOnAll() || Estimators.isHarmless(fit.type()) || !(scores || transforms)) {
      return;
    }
    for (int number : rows.test()) {
      if (number != NAMED && isOfWhole(fit, splits.get(number)) && told.add(fits.indexOf(fit))) {
        Split split = splits.get(number);
        report(
            fit,
            "%s is fitted to all rows, also to those that %s (cell %d) sets apart for the test: fit it to the training part only"
                .formatted(fit.type().isEmpty() ? "this" : fit.type(), split.name(), split.cell()),
            new Related(cell, call.range(), "used on the test part here"));
      }
    }
  }

  /** Whether the rows of the fit are those of the split, or made from them, or they from those. */
  private static boolean isOfWhole(Fit fit, Split split) {
    return fit.own().stream().anyMatch(split.whole().versions()::contains)
        || split.own().stream().anyMatch(fit.data().versions()::contains);
  }

  /** The binding of the name that an expression is about: {@code df} of {@code df[cols].values}. */
  private Set<Integer> own(DataExpr node) {
    DataExpr receiver = node.receiver();
    if (node.kind() == DataExpr.Kind.NAME) {
      Integer number = versions.get(node.name());
      return number == null ? Set.of() : Set.of(number);
    }
    Set<Integer> own = receiver == null ? Set.of() : own(receiver);
    return own.isEmpty() && node.kind() == DataExpr.Kind.CALL && !node.args().isEmpty()
        ? own(node.args().get(0))
        : own;
  }

  private void report(Fit fit, String message, @Nullable Related related) {
    Diagnostic diagnostic = Diagnostic.of(Rule.TEST_DATA_LEAK, fit.cell(), fit.range(), message);
    found.add(related == null ? diagnostic : diagnostic.with(List.of(related)));
  }
}
