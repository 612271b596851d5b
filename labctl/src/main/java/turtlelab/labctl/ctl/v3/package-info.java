/** The v3 etcdctl: keys, transactions, members and endpoints over gRPC. */
@NullMarked
package turtlelab.labctl.ctl.v3;

import org.jspecify.annotations.NullMarked;
