/** {@code backup}: a copy of a data dir, without a cluster. */
@NullMarked
package turtlelab.labctl.ctl.v2.backup;

import org.jspecify.annotations.NullMarked;
