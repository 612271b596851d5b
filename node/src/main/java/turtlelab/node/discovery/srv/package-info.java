/** Finding the first members in DNS. */
@NullMarked
package turtlelab.node.discovery.srv;

import org.jspecify.annotations.NullMarked;
