package turtlelab.labctl.cli.open;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import turtlelab.labctl.exec.LabFailure;

/** What a user is told when a verb fails, a line for each thing that went wrong. */
public final class Complaint {

    private static final String FULL = "No space left on device";

    private Complaint() {}

    /** The lines, without repetition; none for a defect of our own, which shows its trace. */
    public static List<String> about(Exception failure) {
        return switch (failure) {
            case LabFailure e -> withOthers(e);
            case UncheckedIOException e -> withOthers(e);
            default -> List.of();
        };
    }

    private static List<String> withOthers(Exception failure) {
        return Stream.concat(Stream.of(failure), Stream.of(failure.getSuppressed()))
                .map(Complaint::line)
                .distinct()
                .toList();
    }

    private static String line(Throwable failure) {
        return failure instanceof UncheckedIOException
                        && failure.getCause() instanceof IOException cause
                ? explain(cause)
                : String.valueOf(failure.getMessage());
    }

    /** Files fail for reasons outside of labctl, which its user must cure. */
    private static String explain(IOException e) {
        var what = String.valueOf(e.getMessage());
        return what.contains(FULL)
                ? "the disk is full (%s): make room, see `df -h`, then repeat this".formatted(what)
                : "cannot use a file: %s (%s)".formatted(what, e.getClass().getSimpleName());
    }
}
