/** The v3 commands that work with leases: {@code lease}, {@code lock}, {@code elect}. */
@NullMarked
package turtlelab.labctl.ctl.v3.lease;

import org.jspecify.annotations.NullMarked;
