/** The arithmetic of majorities, and the one guard that every change of members asks. */
@NullMarked
package turtlelab.join.quorum;

import org.jspecify.annotations.NullMarked;
