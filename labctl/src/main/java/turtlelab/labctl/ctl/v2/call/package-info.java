/** One v2 command as it was called, and the cluster it speaks to. */
@NullMarked
package turtlelab.labctl.ctl.v2.call;

import org.jspecify.annotations.NullMarked;
