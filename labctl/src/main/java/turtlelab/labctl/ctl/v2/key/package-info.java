/** The v2 commands on keys: reading, writing, and waiting for changes. */
@NullMarked
package turtlelab.labctl.ctl.v2.key;

import org.jspecify.annotations.NullMarked;
