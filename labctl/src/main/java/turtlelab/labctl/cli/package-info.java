/** The program: its streams, its commands, its exit codes. */
@NullMarked
package turtlelab.labctl.cli;

import org.jspecify.annotations.NullMarked;
