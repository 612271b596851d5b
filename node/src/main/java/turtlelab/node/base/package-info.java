/** Ports and plain values that everyone may use: bytes, identities, time. */
@NullMarked
package turtlelab.node.base;

import org.jspecify.annotations.NullMarked;
