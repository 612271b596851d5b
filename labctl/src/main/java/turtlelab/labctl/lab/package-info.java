/** The lab as a thing: reads lab.yaml; creates, starts, stops and looks at its nodes. */
@NullMarked
package turtlelab.labctl.lab;

import org.jspecify.annotations.NullMarked;
