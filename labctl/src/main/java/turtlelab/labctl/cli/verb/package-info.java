/** The lab verbs: flags and help, one call each, no decisions. */
@NullMarked
package turtlelab.labctl.cli.verb;

import org.jspecify.annotations.NullMarked;
