/** Raises labs, heals them between scenarios, takes them down at the end. */
@NullMarked
package turtlelab.features.stage;

import org.jspecify.annotations.NullMarked;
