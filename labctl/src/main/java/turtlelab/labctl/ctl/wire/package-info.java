/** Plain HTTP and JSON, made to load quickly. */
@NullMarked
package turtlelab.labctl.ctl.wire;

import org.jspecify.annotations.NullMarked;
