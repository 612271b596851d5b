/** The v2 commands on members: how they are, who they are, adding and removing them. */
@NullMarked
package turtlelab.labctl.ctl.v2.member;

import org.jspecify.annotations.NullMarked;
