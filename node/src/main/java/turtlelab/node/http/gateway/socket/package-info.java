/** Calls over WebSockets, whatever they are. */
@NullMarked
package turtlelab.node.http.gateway.socket;

import org.jspecify.annotations.NullMarked;
