/** What a change or a failure would do to a cluster's quorum, told before it happens. */
@NullMarked
package turtlelab.labctl.quorum;

import org.jspecify.annotations.NullMarked;
