/**
 * Watches of the v3 key space: cursors over its history, woken when their keys change. Nothing is
 * queued that the history does not hold, so nothing can be dropped.
 */
@NullMarked
package turtlelab.node.watch;

import org.jspecify.annotations.NullMarked;
