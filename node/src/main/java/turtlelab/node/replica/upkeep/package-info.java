/** What a member does with its own copy of the state: hashes, images, defragmentation, quota. */
@NullMarked
package turtlelab.node.replica.upkeep;

import org.jspecify.annotations.NullMarked;
