/**
 * The test notation: Markdown documents that are specification and tests at once. A heading is a
 * test, its fences are the steps. Entry type: {@link dev.freshet.analyzer.spec.SpecTest}. Other
 * modules use it with fences of their own. Must not know: what the fences of other modules mean.
 */
@NullMarked
package dev.freshet.analyzer.spec;

import org.jspecify.annotations.NullMarked;
