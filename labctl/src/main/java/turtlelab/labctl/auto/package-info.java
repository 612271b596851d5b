/** An automatic cluster from outside: what its keys say, and a demonstration on this machine. */
@NullMarked
package turtlelab.labctl.auto;

import org.jspecify.annotations.NullMarked;
