/** The service manager that started this process, told when it serves and when it leaves. */
@NullMarked
package turtlelab.node.app.supervisor;

import org.jspecify.annotations.NullMarked;
