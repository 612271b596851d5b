/** Verbs about the lab's nodes in DNS. */
@NullMarked
package turtlelab.labctl.cli.dns;

import org.jspecify.annotations.NullMarked;
