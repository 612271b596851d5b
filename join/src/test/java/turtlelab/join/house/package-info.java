/** The rules of the house, as tests. */
@NullMarked
package turtlelab.join.house;

import org.jspecify.annotations.NullMarked;
