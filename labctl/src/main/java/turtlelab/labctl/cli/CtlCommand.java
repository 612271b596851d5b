package turtlelab.labctl.cli;

import picocli.CommandLine.Command;

/** Stands for {@code labctl ctl} in the help; {@link Labctl} hands its words on unread. */
@Command(
        name = CtlCommand.NAME,
        header = "Speak etcdctl's language to the lab: `labctl ctl member list`.")
final class CtlCommand {

    static final String NAME = "ctl";
}
