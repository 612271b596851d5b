/** The v2 etcdctl: keys, members and health over plain HTTP; loads no gRPC. */
@NullMarked
package turtlelab.labctl.ctl.v2;

import org.jspecify.annotations.NullMarked;
