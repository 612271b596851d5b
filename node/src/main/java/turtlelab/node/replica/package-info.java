/** Joins agreement and state: propose, wait, apply, answer; read points. */
@NullMarked
package turtlelab.node.replica;

import org.jspecify.annotations.NullMarked;
