@NullMarked
package dev.freshet.server.text;

import org.jspecify.annotations.NullMarked;
