/** {@code /v2/stats} and the metrics of the v2 store. */
@NullMarked
package turtlelab.node.http.v2.stats;

import org.jspecify.annotations.NullMarked;
