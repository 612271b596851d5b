/** Who asks the nodes of a rehearsal: a process of its own, with a client's classes. */
@NullMarked
package turtlelab.node.app.practice;

import org.jspecify.annotations.NullMarked;
