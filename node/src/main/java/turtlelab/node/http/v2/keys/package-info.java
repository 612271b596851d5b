/** {@code /v2/keys}: parameters to commands, results to answers. */
@NullMarked
package turtlelab.node.http.v2.keys;

import org.jspecify.annotations.NullMarked;
