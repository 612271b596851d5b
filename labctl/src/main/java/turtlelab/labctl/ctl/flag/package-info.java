/** Go's ways with command lines: flags of both etcdctl's dialects, durations, {@code ETCDCTL_*}. */
@NullMarked
package turtlelab.labctl.ctl.flag;

import org.jspecify.annotations.NullMarked;
