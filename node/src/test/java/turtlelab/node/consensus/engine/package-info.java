/** Tests of the engine: real threads, an in-memory log, a network made of method calls. */
@NullMarked
package turtlelab.node.consensus.engine;

import org.jspecify.annotations.NullMarked;
