/** What finding and joining a cluster needs of the machine: a clock, HTTP, JSON. */
@NullMarked
package turtlelab.join.base;

import org.jspecify.annotations.NullMarked;
