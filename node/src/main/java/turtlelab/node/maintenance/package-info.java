/** Duties that keep a cluster in shape: auto compaction, and comparing the members' data. */
@NullMarked
package turtlelab.node.maintenance;

import org.jspecify.annotations.NullMarked;
