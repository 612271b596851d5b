/** Drives the core: a loop without threads of its own, and the threads that production gives it. */
@NullMarked
package turtlelab.node.consensus.engine;

import org.jspecify.annotations.NullMarked;
