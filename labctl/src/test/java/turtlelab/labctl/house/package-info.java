/** The rules of the house as tests: who may use whom in labctl. */
@NullMarked
package turtlelab.labctl.house;

import org.jspecify.annotations.NullMarked;
