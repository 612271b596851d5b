/** Automatic clustering's leader-side duty: it nominates volunteers and lets members go. */
@NullMarked
package turtlelab.node.auto;

import org.jspecify.annotations.NullMarked;
