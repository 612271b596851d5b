/** Verbs about members: the arithmetic of the quorum, and joining a cluster. */
@NullMarked
package turtlelab.labctl.cli.join;

import org.jspecify.annotations.NullMarked;
