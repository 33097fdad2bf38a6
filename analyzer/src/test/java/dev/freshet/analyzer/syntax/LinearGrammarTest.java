package dev.freshet.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.DecisionState;
import org.antlr.v4.runtime.atn.LL1Analyzer;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.junit.jupiter.api.Test;

/** Every decision of the grammar needs one token, so the parser never predicts. */
final class LinearGrammarTest {
  @Test
  void alternativesOfEveryDecisionBeginDifferently() {
    ATN atn = PythonParser._ATN;
    LL1Analyzer analyzer = new LL1Analyzer(atn);
    for (DecisionState decision : atn.decisionToState) {
      IntervalSet seen = new IntervalSet();
      for (IntervalSet look : analyzer.getDecisionLookahead(decision)) {
        assertThat(look).as(place(decision)).isNotNull();
        assertThat(look.and(seen).isNil()).as(place(decision)).isTrue();
        seen.addAll(look);
      }
    }
    assertThat(atn.decisionToState).hasSizeGreaterThan(100);
  }

  private static String place(DecisionState decision) {
    return "decision " + decision.decision + " in " + PythonParser.ruleNames[decision.ruleIndex];
  }
}
