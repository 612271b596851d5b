/** The v3 key space: many versions of each key, by revision. */
@NullMarked
package turtlelab.node.state.kv;

import org.jspecify.annotations.NullMarked;
