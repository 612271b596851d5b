package turtlelab.labctl.doctor;

import java.util.ArrayList;
import java.util.List;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.Programs;

/** All checks of a lab and its machine; changes nothing. */
public record Doctor(LiveLab lab, Programs programs) {

    /** What was found, in the order of the checks. */
    public List<Finding> examine() {
        var findings = new ArrayList<Finding>();
        findings.addAll(new MachineChecks(lab).findings());
        findings.addAll(new ProgramChecks(lab.lab().engine(), programs).findings());
        findings.addAll(new NodeChecks(lab).findings());
        findings.addAll(new DnsChecks(lab).findings());
        return findings;
    }
}
