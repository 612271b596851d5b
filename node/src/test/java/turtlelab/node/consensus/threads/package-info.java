/** Tests of {@code consensus.threads}. */
@NullMarked
package turtlelab.node.consensus.threads;

import org.jspecify.annotations.NullMarked;
