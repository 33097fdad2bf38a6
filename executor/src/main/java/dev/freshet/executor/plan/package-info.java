/**
 * What a request runs, and whether a result still stands: staleness, result keys, predictions.
 * Entry types: {@link dev.freshet.executor.plan.RunPlan}, {@link
 * dev.freshet.executor.plan.Staleness}. Must not know: workers, messages, files, clocks.
 */
@NullMarked
package dev.freshet.executor.plan;

import org.jspecify.annotations.NullMarked;
