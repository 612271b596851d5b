package turtlelab.labctl.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.Programs;

/** All checks of a lab and its machine; changes nothing. */
public record Doctor(LiveLab lab, Programs programs, Map<String, String> environment) {

    /** What was found, in the order of the checks. */
    public List<Finding> examine() {
        var findings = new ArrayList<Finding>();
        findings.addAll(new MachineChecks(lab).findings());
        findings.addAll(new ProgramChecks(lab.lab().engine(), programs).findings());
        findings.addAll(new DriverChecks(lab, environment).findings());
        findings.addAll(new VmChecks(lab, environment, Path.of("/")).findings());
        findings.addAll(new NodeChecks(lab).findings());
        findings.addAll(new DnsChecks(lab).findings());
        return findings;
    }
}
