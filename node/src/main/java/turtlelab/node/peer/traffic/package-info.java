/** How many appends go out and come in, how fast, and how soon followers acknowledge them. */
@NullMarked
package turtlelab.node.peer.traffic;

import org.jspecify.annotations.NullMarked;
