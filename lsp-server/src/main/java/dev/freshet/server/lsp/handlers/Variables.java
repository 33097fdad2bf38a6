package dev.freshet.server.lsp.handlers;

import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.executor.plan.Validity;
import dev.freshet.server.lsp.protocol.VariablesResult;
import dev.freshet.server.lsp.protocol.VariablesResult.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables that the cells which have run leave at the end of the notebook. */
public final class Variables {
  private Variables() {}

  public static VariablesResult of(View view) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (int i = 0; i < view.size(); i++) {
      Validity validity = view.state(i).validity();
      if (view.isCode(i) && (validity == Validity.CURRENT || validity == Validity.STALE)) {
        CellEffects effects = view.analysis().effects(i);
        for (CellEffects.Write write : effects.writes()) {
          variables.remove(write.name());
          variables.put(write.name(), new Variable(write.name(), i, null, null, null));
        }
        effects.deletes().forEach(delete -> variables.remove(delete.name()));
      }
    }
    return new VariablesResult(new ArrayList<>(variables.values()));
  }
}
