/**
 * Notebooks as values, and the file formats that hold them: {@code .ipynb} and {@code # %%}
 * scripts. Entry type: {@link dev.freshet.analyzer.notebook.Notebook}. Must not know: Python's
 * syntax, files, paths, clocks.
 */
@NullMarked
package dev.freshet.analyzer.notebook;

import org.jspecify.annotations.NullMarked;
