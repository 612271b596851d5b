/** The client port's HTTP side: JSON gateway, health, version, metrics, and where v2 hooks in. */
@NullMarked
package turtlelab.node.http;

import org.jspecify.annotations.NullMarked;
