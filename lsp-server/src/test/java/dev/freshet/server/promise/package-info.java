/**
 * The promise as properties: generated and edited notebooks, run by Freshet, against a plain run
 * from top to bottom. Must not know: how runs are planned.
 */
@NullMarked
package dev.freshet.server.promise;

import org.jspecify.annotations.NullMarked;
