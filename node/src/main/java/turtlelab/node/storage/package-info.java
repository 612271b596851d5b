/** Durable ordered tables on one MVStore file, and images of them. */
@NullMarked
package turtlelab.node.storage;

import org.jspecify.annotations.NullMarked;
