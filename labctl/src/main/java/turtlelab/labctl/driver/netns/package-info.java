/** Nodes as processes in network namespaces of this machine, each with an address of its own. */
@NullMarked
package turtlelab.labctl.driver.netns;

import org.jspecify.annotations.NullMarked;
