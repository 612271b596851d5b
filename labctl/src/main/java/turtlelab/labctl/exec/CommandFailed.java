package turtlelab.labctl.exec;

/** A command ended badly; carries the command, ready to paste, and what it said. */
public final class CommandFailed extends LabFailure {

    private static final long serialVersionUID = 1;

    public CommandFailed(Command command, Output output) {
        super(
                Kind.UNAVAILABLE,
                "command failed with exit code %d: %s%n%s"
                        .formatted(
                                output.exitCode(),
                                command.shown(),
                                (output.out() + output.err()).strip()));
    }

    public CommandFailed(Command command, String why) {
        super(Kind.UNAVAILABLE, "command failed: %s: %s".formatted(command.shown(), why));
    }
}
