/** Plain requests of the v2 keys API, answered without the HTTP server that knows everything. */
@NullMarked
package turtlelab.node.http.v2.fastpath;

import org.jspecify.annotations.NullMarked;
