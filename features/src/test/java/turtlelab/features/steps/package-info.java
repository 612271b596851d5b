/** Sentences to tasks and questions, one line each. */
@NullMarked
package turtlelab.features.steps;

import org.jspecify.annotations.NullMarked;
