/** The same conversation with a real etcd and with a whole node of ours, side by side. */
@NullMarked
package turtlelab.node.oracle;

import org.jspecify.annotations.NullMarked;
