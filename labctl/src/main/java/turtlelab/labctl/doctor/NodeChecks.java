package turtlelab.labctl.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.look.NodeReport;

/** Whether each node can live where it shall, and whether it does if it was raised. */
record NodeChecks(LiveLab lab) {

    List<Finding> findings() {
        boolean raised = lab.folder().raised().isPresent();
        var findings = new ArrayList<Finding>();
        for (var node : lab.lab().nodes()) {
            if (isLocal(node) && lab.process(node).isEmpty()) {
                findings.add(port(node, lab.lab().ports().client()));
                findings.add(port(node, lab.lab().ports().peer()));
            }
            if (raised) {
                findings.add(process(node));
            }
        }
        if (!raised) {
            findings.add(Finding.note("no lab is raised", "labctl up"));
        }
        return findings;
    }

    private boolean isLocal(NodeSpec node) {
        return lab.driver().place(node).address().startsWith("127.");
    }

    private Finding port(NodeSpec node, int port) {
        var address = new InetSocketAddress(lab.driver().place(node).address(), port);
        var what = "%s: %s:%d".formatted(node.name(), address.getHostString(), port);
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return Finding.ok(what + " is free");
        } catch (IOException e) {
            return PortHolder.of(address)
                    .map(holder -> held(what, holder))
                    .orElseGet(
                            () ->
                                    Finding.problem(
                                            what + " cannot be used: " + e.getMessage(),
                                            "choose other addresses or ports in lab.yaml"));
        }
    }

    private static Finding held(String what, PortHolder holder) {
        return Finding.problem(
                what + " is held by " + holder,
                "end it (kill %d), or choose other ports in lab.yaml".formatted(holder.pid()));
    }

    private Finding process(NodeSpec node) {
        var report = NodeReport.of(lab, node);
        var what = "%s: %s".formatted(node.name(), report.health());
        return switch (report.health()) {
            case HEALTHY -> Finding.ok(what);
            case STOPPED ->
                    Finding.note(what, "labctl start %s, or labctl up".formatted(node.name()));
            case PAUSED -> Finding.note(what, "labctl resume " + node.name());
            case UNPROVISIONED -> Finding.note(what, "labctl up");
            case UNHEALTHY, UNREACHABLE ->
                    Finding.problem(
                            what + ", " + report.reason(),
                            "look at `labctl status` and `labctl logs %s`".formatted(node.name()));
        };
    }
}
