/** Where nodes live: makes their place, starts their daemon, runs commands beside it. */
@NullMarked
package turtlelab.labctl.driver;

import org.jspecify.annotations.NullMarked;
