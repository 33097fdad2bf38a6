/**
 * The house rules, checked on compiled classes. Entry type: {@link
 * dev.freshet.analyzer.house.HouseRules}, which other modules use as well.
 */
@NullMarked
package dev.freshet.analyzer.house;

import org.jspecify.annotations.NullMarked;
