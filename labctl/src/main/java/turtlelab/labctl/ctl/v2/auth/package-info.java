/** The v2 commands on users, roles, and whether they matter. */
@NullMarked
package turtlelab.labctl.ctl.v2.auth;

import org.jspecify.annotations.NullMarked;
