@NullMarked
package dev.freshet.server.files;

import org.jspecify.annotations.NullMarked;
