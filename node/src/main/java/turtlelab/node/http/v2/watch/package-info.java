/** Watchers of the v2 tree: who waits, who is woken, how events reach a client (A.5). */
@NullMarked
package turtlelab.node.http.v2.watch;

import org.jspecify.annotations.NullMarked;
