/** Nodes as containers of docker or podman, each with an address and a data folder of its own. */
@NullMarked
package turtlelab.labctl.driver.docker;

import org.jspecify.annotations.NullMarked;
