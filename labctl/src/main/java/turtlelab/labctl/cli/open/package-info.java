/** What every verb begins with: which lab, on which driver, told to whom. */
@NullMarked
package turtlelab.labctl.cli.open;

import org.jspecify.annotations.NullMarked;
