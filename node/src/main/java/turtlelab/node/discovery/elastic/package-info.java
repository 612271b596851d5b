/** Joining a running cluster in one go: an entry is made, the node starts, the vote follows. */
@NullMarked
package turtlelab.node.discovery.elastic;

import org.jspecify.annotations.NullMarked;
