/** What clients do all the time, while it is counted and timed. */
@NullMarked
package turtlelab.labctl.bench.work;

import org.jspecify.annotations.NullMarked;
