/**
 * Go's forms, escapes, JSON and durations as v2 shows them, and answers with etcd's exact headers.
 */
@NullMarked
package turtlelab.node.http.v2.wire;

import org.jspecify.annotations.NullMarked;
