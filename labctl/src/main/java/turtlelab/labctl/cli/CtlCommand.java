package turtlelab.labctl.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Stands for {@code labctl ctl} in the help; {@link Labctl} hands its words on unread. */
@Command(
        name = CtlCommand.NAME,
        header = "Speak etcdctl's language to the lab: `labctl ctl member list`.")
final class CtlCommand {

    static final String NAME = "ctl";

    @Unmatched List<String> words = List.of();
}
