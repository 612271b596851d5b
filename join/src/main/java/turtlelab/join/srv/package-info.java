/** Finding the first members, or the endpoints, in DNS SRV records. */
@NullMarked
package turtlelab.join.srv;

import org.jspecify.annotations.NullMarked;
