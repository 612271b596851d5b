package turtlelab.labctl.cli.verb;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.NodeCount;
import turtlelab.labctl.doctor.Doctor;
import turtlelab.labctl.doctor.Finding;

/** {@code labctl doctor}. */
@Command(
        name = "doctor",
        header = "Look for what keeps the lab from working, and say what cures it.",
        description =
                "Checks Java, disk, memory, file limits, programs, ports, processes and what the"
                        + " driver needs; changes nothing. Exits with 7 when there is a problem.",
        footer = {"%nExamples:", "  labctl doctor", "  labctl doctor --engine etcd --nodes 5"})
public final class DoctorCommand implements Callable<Integer> {

    @Mixin private final LabOptions options = new LabOptions();
    @Mixin private final NodeCount count = new NodeCount();

    @Override
    public Integer call() {
        var session = options.session();
        var lab = options.planned(count.value());
        var findings =
                new Doctor(lab, session.surroundings().programs(), session.environment()).examine();
        var out = session.streams().out();
        for (var finding : findings) {
            out.println("%-8s %s".formatted(finding.level(), finding.what()));
            if (!finding.cure().isEmpty()) {
                out.println("         cure: " + finding.cure());
            }
        }
        long problems = findings.stream().filter(Finding::isProblem).count();
        out.println(problems == 0 ? "No problem found." : "Problems: " + problems);
        return problems == 0 ? ExitCodes.OK : ExitCodes.CHECK_FAILED;
    }
}
