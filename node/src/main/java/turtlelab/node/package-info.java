/** {@code turtled}: a strongly consistent key-value node that speaks etcd's language. */
@NullMarked
package turtlelab.node;

import org.jspecify.annotations.NullMarked;
