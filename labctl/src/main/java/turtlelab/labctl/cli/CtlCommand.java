package turtlelab.labctl.cli;

import picocli.CommandLine.Command;

/** Stands for {@code labctl ctl} in the help; {@link Labctl} hands its words on unread. */
@Command(
        name = CtlCommand.NAME,
        header = "Speak etcdctl's language to the lab: `labctl ctl member list`.",
        description =
                "`member add` asks the quorum guard first, since a new voter counts before it runs:"
                        + " it exits with 2 (with 1 in v2's form) when the newcomer could cost the"
                        + " quorum. --force adds it all the same, as bin/etcdctl always does.",
        footer = {
            "%nExamples:",
            "  labctl ctl member list",
            "  labctl ctl member add n4 --peer-urls=http://127.0.0.5:2380 --learner"
        })
final class CtlCommand {

    static final String NAME = "ctl";
}
