/** The rules of the house as tests: who may use whom, and what no formatter knows. */
@NullMarked
package turtlelab.node.house;

import org.jspecify.annotations.NullMarked;
