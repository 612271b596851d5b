package turtlelab.labctl.ctl.wire;

/**
 * What a member answered.
 *
 * @param index of the v2 store when it answered, 0 when it did not say
 */
public record Reply(int status, String body, long index) implements Answered {}
