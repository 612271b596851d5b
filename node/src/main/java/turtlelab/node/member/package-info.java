/** Adding, promoting, updating and removing members, and the guards on each; publishing oneself. */
@NullMarked
package turtlelab.node.member;

import org.jspecify.annotations.NullMarked;
