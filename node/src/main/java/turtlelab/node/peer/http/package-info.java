/** The HTTP side of the peer port: the member listing, promotion, health; and who asks for them. */
@NullMarked
package turtlelab.node.peer.http;

import org.jspecify.annotations.NullMarked;
