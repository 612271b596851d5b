/** The v2 key space: a tree of directories and files with an index. */
@NullMarked
package turtlelab.node.state.v2;

import org.jspecify.annotations.NullMarked;
