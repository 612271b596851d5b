/** Following changes over v3: {@code watch} in its three forms, and {@code make-mirror}. */
@NullMarked
package turtlelab.labctl.ctl.v3.watch;

import org.jspecify.annotations.NullMarked;
