/**
 * What {@code freshet.toml}, or {@code [tool.freshet]} in {@code pyproject.toml}, says. Entry type:
 * {@link dev.freshet.executor.config.ConfigFiles}. Must not know: what the settings are used for.
 */
@NullMarked
package dev.freshet.executor.config;

import org.jspecify.annotations.NullMarked;
