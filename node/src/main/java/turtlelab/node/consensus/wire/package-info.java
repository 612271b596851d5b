/**
 * Bytes on the wire and in the log: messages, entries, membership changes. Total, bounded decoding.
 */
@NullMarked
package turtlelab.node.consensus.wire;

import org.jspecify.annotations.NullMarked;
