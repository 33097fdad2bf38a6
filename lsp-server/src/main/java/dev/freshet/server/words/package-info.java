/**
 * What is said to people in the same words on the command line and in editors. Entry type: {@link
 * dev.freshet.server.words.EffectWords}. Must not know: terminals, LSP4J.
 */
@NullMarked
package dev.freshet.server.words;

import org.jspecify.annotations.NullMarked;
