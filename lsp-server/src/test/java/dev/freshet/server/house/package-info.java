/** The house rules of ARCHITECTURE.md, applied to this module. */
@NullMarked
package dev.freshet.server.house;

import org.jspecify.annotations.NullMarked;
