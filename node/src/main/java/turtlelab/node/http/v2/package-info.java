/** etcd's v2 HTTP API as a list of routes: keys, members, machines, stats; knows no rules. */
@NullMarked
package turtlelab.node.http.v2;

import org.jspecify.annotations.NullMarked;
