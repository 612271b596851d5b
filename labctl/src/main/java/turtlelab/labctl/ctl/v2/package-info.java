/** The v2 etcdctl: its verbs and its command line. All over plain HTTP; loads no gRPC. */
@NullMarked
package turtlelab.labctl.ctl.v2;

import org.jspecify.annotations.NullMarked;
