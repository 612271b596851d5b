/** Nodes as the servers of a host of an automatic cluster, and the process around it. */
@NullMarked
package turtlelab.node.app.host;

import org.jspecify.annotations.NullMarked;
