/** The v2 key space in words: commands, events and errors, views; its rooms follow. */
@NullMarked
package turtlelab.node.state.v2;

import org.jspecify.annotations.NullMarked;
