/** The lab's nodes in DNS: their records, waiting for them, and comparing them with the truth. */
@NullMarked
package turtlelab.labctl.dns;

import org.jspecify.annotations.NullMarked;
