/** Finding the first members at a discovery service. */
@NullMarked
package turtlelab.node.discovery.url;

import org.jspecify.annotations.NullMarked;
