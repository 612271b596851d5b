/** Tests of the codecs. */
@NullMarked
package turtlelab.node.consensus.wire;

import org.jspecify.annotations.NullMarked;
