/** What is counted: votes, acknowledgements, rounds, copies, ticks. Pure and small. */
@NullMarked
package turtlelab.node.consensus.raft.tally;

import org.jspecify.annotations.NullMarked;
