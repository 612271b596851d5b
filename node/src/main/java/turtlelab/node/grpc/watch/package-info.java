/** etcd's Watch service: its messages to streams of watches and back, each event written once. */
@NullMarked
package turtlelab.node.grpc.watch;

import org.jspecify.annotations.NullMarked;
