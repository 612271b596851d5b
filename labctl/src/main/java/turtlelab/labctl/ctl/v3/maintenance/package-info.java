/** What looks after a cluster: compaction, alarms, defragmentation, hashes, snapshots. */
@NullMarked
package turtlelab.labctl.ctl.v3.maintenance;

import org.jspecify.annotations.NullMarked;
