package turtlelab.labctl.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import turtlelab.labctl.cli.open.Session;
import turtlelab.labctl.lab.LabFolder;
import turtlelab.labctl.lab.LiveLab;

/**
 * Stands for {@code labctl ctl} in the help; {@link Labctl} hands its words on unread. Unless
 * somebody says where, it speaks to the lab that is raised here.
 */
@Command(
        name = CtlCommand.NAME,
        header = "Speak etcdctl's language to the lab: `labctl ctl member list`.",
        description = {
            "Without --endpoints and ETCDCTL_ENDPOINTS to the lab that is raised here.",
            "`member add` asks the quorum guard first, since a new voter counts before it runs: it"
                    + " exits with 2 (with 1 in v2's form) when the newcomer could cost the quorum."
                    + " --force adds it all the same, as bin/etcdctl always does."
        },
        footer = {
            "%nExamples:",
            "  labctl ctl cluster-health",
            "  labctl ctl member list",
            "  labctl ctl member add n4 --peer-urls=http://127.0.0.5:2380 --learner",
            "  labctl ctl --help               what it can do"
        })
final class CtlCommand {

    static final String NAME = "ctl";

    private static final String ENDPOINTS = "ETCDCTL_ENDPOINTS";
    private static final Set<String> PLACES =
            Set.of(ENDPOINTS, "ETCDCTL_ENDPOINT", "ETCDCTL_PEERS", "ETCDCTL_DISCOVERY_SRV");
    private static final String PLACE =
            "(--?(endpoints?|peers|discovery-srv)|-C|-D|-d)(=.*)?|-[dDC].+";

    private CtlCommand() {}

    /** The variables, with the lab's endpoints when there is a lab and no word of others. */
    static Map<String, String> environment(Session session, List<String> words) {
        var given = session.environment();
        if (given.keySet().stream().anyMatch(PLACES::contains)
                || flags(words).anyMatch(it -> it.matches(PLACE))) {
            return given;
        }
        var folder = LabFolder.beside(session.labFile());
        var raised = folder.raised();
        if (raised.isEmpty()) {
            return given;
        }
        var lab = raised.get();
        var driver = session.drivers().open(lab.driver(), folder.path());
        var endpoints = new LiveLab(lab, folder, driver, session.surroundings()).endpoints();
        var more = new HashMap<>(given);
        more.put(ENDPOINTS, endpoints);
        return more;
    }

    /** What stands behind {@code --} is for somebody else. */
    private static Stream<String> flags(List<String> words) {
        return words.stream().takeWhile(it -> !it.equals("--"));
    }
}
