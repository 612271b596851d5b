/** etcdctl's language, v2 and v3, spoken to any etcd-compatible cluster. */
@NullMarked
package turtlelab.labctl.ctl;

import org.jspecify.annotations.NullMarked;
