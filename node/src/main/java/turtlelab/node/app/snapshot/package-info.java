/** {@code turtled snapshot}: looks at a snapshot file, or makes a data dir out of it. */
@NullMarked
package turtlelab.node.app.snapshot;

import org.jspecify.annotations.NullMarked;
