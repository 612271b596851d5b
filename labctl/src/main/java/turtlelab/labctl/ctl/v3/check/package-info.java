/** {@code check perf} and {@code check datascale}: what a cluster can bear. */
@NullMarked
package turtlelab.labctl.ctl.v3.check;

import org.jspecify.annotations.NullMarked;
