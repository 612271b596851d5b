/** The write-ahead log: what a node may never forget, in checksummed segments on disk. */
@NullMarked
package turtlelab.node.consensus.log;

import org.jspecify.annotations.NullMarked;
