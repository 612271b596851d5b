/** etcd's flags: names, values, and where they may come from; knows nothing of the node. */
@NullMarked
package turtlelab.node.app.flags;

import org.jspecify.annotations.NullMarked;
