/** What tests of several packages play with: a recording driver, fake nodes, captured streams. */
package turtlelab.labctl.stage;
